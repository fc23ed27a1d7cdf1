"""The reserve: who is in it, who is moved in and out, and who takes whose place."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.reserve import add_to_reserve, move_in, move_out, replace
from moderation.desk.forms.people import InvitationForm
from moderation.desk.forms.reserve import ReplacementForm
from moderation.desk.found import person_at
from moderation.desk.pages import form_page, posted, say_beside
from moderation.desk.person_pages import change, named, settle
from moderation.desk.reserve import lines_of, reserve_of, what_late_joiners_find
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*READERS, Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_reserve(request: DeskRequest) -> HttpResponse:
    """Who is in reserve; somebody is put there here."""
    form = InvitationForm(request.desk.board, posted(request))
    if form.is_valid() and _is_added(request, form):
        name = form.cleaned_data["name"]
        messages.success(request, _("%(name)s is in reserve.") % {"name": name})
        return redirect("desk_reserve", request.desk.board.slug)
    context = {"form": form, "lines": lines_of(request.desk)}
    return form_page(request, "desk_reserve", "desk_reserve", context)


def _is_added(request: DeskRequest, form: InvitationForm) -> bool:
    desk = request.desk
    try:
        add_to_reserve(
            board=desk.board,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            segments=form.segments(),
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    return True


@staff_page(*READERS, Role.RECRUITER)
@require_POST
def desk_moving_in(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, move_in, _("They are on the roster."),
        _("They were on the roster already."),
    )  # fmt: skip


@staff_page(*READERS, Role.RECRUITER)
@require_POST
def desk_moving_out(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, move_out, _("They are in reserve."),
        _("They were in reserve already."),
    )  # fmt: skip


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_replacement(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """Somebody from the reserve takes this person's place, in one step."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    reserve = reserve_of(desk)
    form = ReplacementForm(reserve, posted(request))

    def put_in_their_place() -> bool:
        return replace(
            participant=person,
            successor=form.successor(),
            leaving=form.leaving(),
            reason=form.cleaned_data["reason"],
            by=desk.user,
            now=desk.now,
        )

    words = {
        "done": _("Their place is taken. Each half can be taken back on the person's own page."),
        "already": _("Whoever was chosen is in reserve no more."),
    }
    done = settle(request, person, form, put_in_their_place, **words) if form.is_valid() else None
    context = {
        "form": form,
        "reserve": reserve,
        "late": what_late_joiners_find(desk),
        **named(person),
    }
    return done or form_page(request, "desk_replacement", "desk_people", context)
