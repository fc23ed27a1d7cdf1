"""Everybody on a board, and somebody new."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from moderation.actions.inviting import invite_person
from moderation.desk.cells import legend
from moderation.desk.forms.people import InvitationForm
from moderation.desk.pages import form_page, page, posted
from moderation.desk.people import columns_of, headings_for, in_order, questions_for, rows_for
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*READERS, Role.RECRUITER)
@require_safe
def desk_people(request: DeskRequest) -> HttpResponse:
    """`?by=` one of the columns sorts, `?down=1` from the other end."""
    desk = request.desk
    by, down = request.GET.get("by", ""), bool(request.GET.get("down"))
    questions = questions_for(desk)
    context = {
        "rows": in_order(rows_for(desk, questions), by, down=down),
        "headings": headings_for(by, down=down, answers=bool(questions)),
        "columns": columns_of(questions),
        "legend": legend() if questions else [],
    }
    return page(request, "desk_people", "desk_people", context)


@staff_page(*READERS, Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_invitation(request: DeskRequest) -> HttpResponse:
    form = InvitationForm(request.desk.board, posted(request))
    if form.is_valid() and (person := _invite(request, form)):
        messages.success(request, _("%(name)s is on the roster.") % {"name": person.name})
        return redirect("desk_person", request.desk.board.slug, person.pk)
    return form_page(request, "desk_invitation", "desk_people", {"form": form})


def _invite(request: DeskRequest, form: InvitationForm) -> Participant | None:
    """The new person; None where they cannot be added, which the form then says."""
    desk = request.desk
    try:
        return invite_person(
            board=desk.board,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            segments=form.segments(),
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return None
