"""One person on a board, and what staff do for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.accounts.confirming import fresh_sign_in
from moderation.actions.letting_in import allow_device, copy_link, revoke_links, view_identity
from moderation.actions.places import deactivate, reactivate
from moderation.desk.deeds.people import IDENTITY_VIEWERS, of_person
from moderation.desk.facts.listing import listed
from moderation.desk.forms.people import MoreTimeForm, WithdrawalForm
from moderation.desk.forms.reserve import DeactivationForm
from moderation.desk.found import person_at
from moderation.desk.more_time import gave_more_time
from moderation.desk.pages import form_page, page, posted
from moderation.desk.person import segments_of, stages_of
from moderation.desk.person_pages import change, home, named, settle
from moderation.desk.standings import standings_of
from moderation.desk.ways_out import ways_out
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant
from sessions.enums import Role


@staff_page(*READERS, Role.RECRUITER)
@require_safe
def desk_person(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """`?kind=` one kind of what happened, `?page=` further on in it."""
    return _person_page(request, person_at(request.desk, participant_id))


@staff_page(*IDENTITY_VIEWERS)
@fresh_sign_in(then="desk_person")
@require_POST
def desk_identity(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """The same page with the name and address behind the pseudonym, this once."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    view_identity(participant=person, by=desk.user, now=desk.now)
    return _person_page(request, person, identity=True)


@staff_page(*READERS)
@fresh_sign_in(then="desk_person")
@require_POST
def desk_link(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """The same page with a new personal link, this once."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    link = copy_link(participant=person, by=desk.user, now=desk.now)
    return _person_page(request, person, link=link)


@staff_page(*READERS)
@require_POST
def desk_revocation(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, revoke_links, _("No link made so far works any more."),
        _("There was no link to revoke."),
    )  # fmt: skip


@staff_page(*READERS)
@require_POST
def desk_device(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, allow_device, _("Their next device is let in without a code."),
        _("Their next device was allowed already."),
    )  # fmt: skip


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_deactivation(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = DeactivationForm(posted(request))

    def close() -> bool:
        reason = form.cleaned_data["reason"]
        return deactivate(participant=person, reason=reason, by=desk.user, now=desk.now)

    words = {"done": _("Their place is closed."), "already": _("Their place was closed already.")}
    done = settle(request, person, form, close, **words) if form.is_valid() else None
    context = {"form": form, **named(person)}
    return done or form_page(request, "desk_deactivation", "desk_people", context)


@staff_page(*READERS)
@require_POST
def desk_reactivation(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, reactivate, _("Their place is open again."),
        _("Their place was open."),
    )  # fmt: skip


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_more_time(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = MoreTimeForm(desk.board, posted(request))
    if form.is_valid():
        stage = form.cleaned_data["stage"]
        if gave_more_time(request, form, person=person, stage=stage):
            messages.success(request, _("They have more time."))
            return redirect(home(request, person))
    context = {"form": form, **named(person)}
    return form_page(request, "desk_more_time", "desk_people", context)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_withdrawal(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = WithdrawalForm(posted(request))
    if not form.is_valid():
        context = {"form": form, **named(person)}
        return form_page(request, "desk_withdrawal", "desk_people", context)
    answers = AnswersAfterWithdrawal(form.cleaned_data["answers"])
    withdraw(participant=person, answers=answers, now=desk.now, by=desk.user)
    messages.success(request, _("They have withdrawn, and get no more mail."))
    return redirect(home(request, person))


def _person_page(
    request: DeskRequest, person: Participant, *, identity: bool = False, link: str = ""
) -> HttpResponse:
    desk = request.desk
    context = {
        **named(person),
        "identity": identity,
        "link": link,
        "standings": standings_of(person, desk.now),
        "segments": segments_of(desk, person),
        "facts": listed(
            desk,
            person,
            kind=request.GET.get("kind", ""),
            number=request.GET.get("page", ""),
        ),
        "stages": stages_of(desk, person),
        "deeds": of_person(desk, person),
        "ways_out": ways_out(desk, person),
    }
    return page(request, "desk_person", "desk_people", context)
