"""The board is tried out: who does it, and what they wrote is cleared."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.accounts.confirming import fresh_sign_in
from moderation.actions.trying_out import try_out
from moderation.desk.forms.people import InvitationForm
from moderation.desk.found import person_at
from moderation.desk.pages import carry_out, form_page, page, posted
from moderation.desk.person_pages import change, named, settle
from moderation.desk.testers import own_place, testers_for
from moderation.desk.views.people import invited
from moderation.participation.piloting import pilots_of
from moderation.web import DeskRequest, staff_page
from participants.actions.piloting import (
    clear_testers,
    make_participant,
    make_tester,
    to_clear,
)
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_testers(request: DeskRequest) -> HttpResponse:
    """Who tries the board out and what they wrote; a colleague is added here."""
    form = InvitationForm(request.desk.board, posted(request))
    if form.is_valid() and (person := invited(request, form, tester=True)):
        messages.success(request, _("%(name)s is a tester now.") % {"name": person.name})
        return redirect(_home(request))
    return form_page(request, "desk_testers", "desk_people", _context(request, form))


@staff_page(Role.FACILITATOR)
@fresh_sign_in(then="desk_testers")
@require_POST
def desk_own_place(request: DeskRequest) -> HttpResponse:
    """The same page with a link to one's own place as a tester, this once."""
    desk = request.desk
    form = InvitationForm(desk.board)
    try:
        link = try_out(member=desk.member, place=own_place(desk), now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_home(request))
    context = {**_context(request, form), "link": link}
    return page(request, "desk_testers", "desk_people", context)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_tester(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """What follows if this person is a tester from now on."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = forms.Form(posted(request))
    done = form.is_valid() and settle(
        request,
        person,
        form,
        lambda: make_tester(participant=person, by=desk.user, now=desk.now),
        done=_("They are a tester now, and count in no figure."),
        already=_("They were a tester already."),
    )
    context = {"form": form, **named(person)}
    return done or form_page(request, "desk_tester", "desk_people", context)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_tester_removal(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, make_participant, _("They are a participant now."),
        _("They were no tester."),
    )  # fmt: skip


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_testers_clearing(request: DeskRequest) -> HttpResponse:
    """How much would go, and that it is gone then."""
    desk = request.desk
    if request.method == "POST":
        return carry_out(
            request,
            lambda: clear_testers(board=desk.board, by=desk.user, now=desk.now),
            done=_("What testers wrote is cleared. They can begin anew."),
            already=_("There was nothing to clear."),
            back=_home(request),
        )
    context = {"goes": to_clear(desk.board)}
    return page(request, "desk_testers_clearing", "desk_people", context)


def _context(request: DeskRequest, form: forms.Form) -> dict[str, object]:
    desk = request.desk
    testers = testers_for(desk)
    return {
        "form": form,
        "testers": testers,
        "own": own_place(desk),
        "pilots": pilots_of(desk.board, desk.now),
        "is_launched": desk.board.is_launched(desk.now),
    }


def _home(request: DeskRequest) -> str:
    return reverse("desk_testers", args=[request.desk.board.slug])
