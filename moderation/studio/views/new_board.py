"""A new board: from a starter guide, a script, a Word document or pasted text."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.media.refusing import NotTaken
from moderation.studio.brought import Brought, understood
from moderation.studio.companions import of_starter
from moderation.studio.forms.new_board import BoardForm, TextForm
from moderation.studio.making import made_before, script_to_make, token_in
from moderation.studio.shown import counts_of, stages_of, welcome_of
from moderation.web import signed_in_page
from sessions.actions.boards import create_board
from sessions.models import Board
from sessions.rules import may_make_boards
from sessions.script.bundle import NoBundle, files_named
from sessions.script.errors import ScriptErrors
from sessions.studio.starters import STARTERS, starter_of

View = Callable[[HttpRequest, User], HttpResponse]


def makers_page(view: View) -> Callable[..., Any]:
    """Only those who may make a board may call the view, which gets them beside the request."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        assert isinstance(request.user, User)
        if not may_make_boards(request.user):
            raise PermissionDenied
        return view(request, request.user)

    return signed_in_page(guarded)


@makers_page
@require_safe
def desk_new_board(request: HttpRequest, user: User) -> HttpResponse:
    return _choice(request, TextForm())


@makers_page
@require_http_methods(["GET", "HEAD", "POST"])
def desk_new_board_preview(request: HttpRequest, user: User) -> HttpResponse:
    """What was understood of what somebody brings; nothing is made. `?starter=` names a guide
    of ours."""
    if request.method != "POST":
        starter = starter_of(request.GET.get("starter", ""))
        if starter is None:
            raise Http404
        brought = understood(starter.text, "script", of_starter(starter))
        return _preview(request, brought, BoardForm(brought, user, clock.now()))
    form = TextForm(request.POST, request.FILES, user=user)
    if not form.is_valid():
        return _choice(request, form, status=422)
    brought = understood(form.cleaned_data["text"], form.form, form.companions)
    return _preview(request, brought, BoardForm(brought, user, clock.now()).kept(request.POST))


@makers_page
@require_POST
def desk_new_board_making(request: HttpRequest, user: User) -> HttpResponse:
    """The board exists, or the same page says what stands against it."""
    form = TextForm(request.POST, user=user)
    if not form.is_valid():
        return _choice(request, form, status=422)
    brought = understood(form.cleaned_data["text"], form.form, form.companions)
    board_form = BoardForm(brought, user, clock.now(), request.POST)
    if not (brought.can_be_made and board_form.is_valid()):
        return _preview(request, brought, board_form, status=422)
    token = token_in(request.POST)
    if board := made_before(token, user):
        messages.info(request, _("This board was made already: here it is."))
        return redirect("desk_board", board.slug)
    if board := _made(brought, board_form, user, token):
        messages.success(request, _("The board is made. Nobody is invited before you launch it."))
        return redirect("desk_board", board.slug)
    return _preview(request, brought, board_form, status=422)


def _made(brought: Brought, form: BoardForm, user: User, token: UUID) -> Board | None:
    """The new board, or the one that the same form has just made; None where its times cannot
    be, which the form then says."""
    try:
        script = script_to_make(brought, form.typed, form.words)
        files = brought.companions.harmless(files_named(script))
        return create_board(script=script, owner=user, files=files, now=clock.now(), form=token)
    except IntegrityError:
        if board := made_before(token, user):
            return board
        raise
    except (NoBundle, NotTaken) as why:
        form.add_error(None, str(why))
    except ScriptErrors as errors:
        for error in errors.errors:
            form.add_error(None, f"{error.path}: {error.message}" if error.path else error.message)
    return None


def _choice(request: HttpRequest, form: TextForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "starters": STARTERS}
    return render(request, "studio/new_board.html", context, status=status)


def _preview(
    request: HttpRequest, brought: Brought, form: BoardForm, *, status: int = 200
) -> HttpResponse:
    stages = stages_of(brought)
    text_form = TextForm({"text": brought.text})
    text_form.fields["text"].label = _("The text")
    context = {
        "brought": brought,
        "draft": brought.draft,
        "welcome": welcome_of(brought),
        "stages": stages,
        "counts": counts_of(stages),
        "text_form": text_form,
        "form": form,
        "token": token_in(request.POST),
    }
    return render(request, "studio/new_board_preview.html", context, status=status)
