"""A board is copied."""

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from moderation.copying.actions import copy_board
from moderation.copying.forms import CopyForm
from moderation.desk.pages import form_page, posted
from moderation.studio.making import made_before, token_in
from moderation.web import DeskRequest, staff_page
from participants.actions.copying import refusing, to_be_copied
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, Question
from sessions.script.errors import ScriptErrors


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_copy(request: DeskRequest) -> HttpResponse:
    """What a copy takes along and what it leaves; then it is there, as a draft."""
    desk = request.desk
    token = token_in(request.POST)
    if request.method == "POST" and (board := made_before(token, desk.user)):
        return redirect("desk_board", board.slug)
    form = CopyForm(desk, to_be_copied(desk.board).count(), posted(request))
    if form.is_valid() and (board := _copied(request, form)):
        messages.success(request, _("The copy is made. Nobody is invited before you launch it."))
        return redirect("desk_board", board.slug)
    unfinished = Question.objects.in_guide().filter(
        stage__board=desk.board, working_copy__isnull=False
    )
    hidden = Question.objects.in_guide().filter(stage__board=desk.board, hidden_at__isnull=False)
    context = {
        "form": form,
        "token": token,
        "unfinished": unfinished.count(),
        "hidden": hidden.count(),
        "refusing": refusing(desk.board).count(),
    }
    return form_page(request, "desk_copy", "desk_board", context, folder="copying")


def _copied(request: DeskRequest, form: CopyForm) -> Board | None:
    """The copy, or the one that the same form has just made; None where it cannot be, which the
    form then says."""
    desk, token = request.desk, token_in(request.POST)
    try:
        with transaction.atomic():
            return copy_board(by=desk.member, wanted=form.wanted(), now=desk.now, form=token)
    except IntegrityError:
        if board := made_before(token, desk.user):
            return board
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError:
        form.add_error(None, _("There is no script of it yet: the guide is not complete."))
    except ScriptErrors as errors:
        for error in errors.errors:
            form.add_error(None, f"{error.path}: {error.message}" if error.path else error.message)
    return None
