"""All that stands behind a board, how it works, and signing out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants import rules
from participants.entry import browser
from participants.entry.actions.entering import sign_out
from participants.entry.actions.knowing import note_knows_how
from participants.entry.people import people_of
from participants.entry.standing import Standing, version_to_ask
from participants.models import Consent, Participant
from participants.web import ParticipantRequest, participant_page


@participant_page(consented=False)
@require_safe
def about(request: ParticipantRequest) -> HttpResponse:
    """The front matter, whole; open before consent too, since it helps to decide."""
    visit = request.visit
    takes_part = visit.standing is Standing.TAKING_PART
    context = {
        "people": people_of(visit.participant, version_to_ask(visit.participant)),
        "contacts": list(visit.board.contacts.all()),
        "takes_part": takes_part,
        "may_draw_pseudonym": takes_part and rules.may_draw_pseudonym(visit.participant),
        "has_copy": takes_part or _has_agreed(visit.participant),
    }
    return render(request, "participants/about/about.html", context)


@participant_page()
@require_POST
def how_it_works(request: ParticipantRequest) -> HttpResponse:
    """Read, and put away; the page about the board still says it."""
    note_knows_how(participant=request.visit.participant, now=request.visit.now)
    return redirect("board", request.visit.board.slug)


def _has_agreed(participant: Participant) -> bool:
    """To an older version: what they agreed to stays within reach while a newer one is asked."""
    return Consent.objects.filter(participant=participant, given_at__isnull=False).exists()


@participant_page(consented=False, shut=True)
@require_POST
def sign_out_board(request: ParticipantRequest) -> HttpResponse:
    """This browser acts for nobody on this board any more; nothing else is signed out.

    Where nobody is left in it, it is told to empty itself of whatever we put there. Cookies stay:
    they hold nothing but this very answer.
    """
    device = request.visit.device
    assert device is not None
    sign_out(device=device, now=request.visit.now)
    browser.forget(request, device)
    messages.success(
        request, _("You are signed out on this device. Your personal link leads back.")
    )
    response = redirect("home")
    if not browser.devices_of(request) and not request.user.is_authenticated:
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
