"""A personal link, and the code that a further device needs (rule 10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bulletin import clock
from bulletin.web.access import public
from bulletin.web.errors import too_many_tries
from participants.entry import browser
from participants.entry.actions.entering import let_in_by_code, open_place
from participants.entry.limits import LINKS, MAILS
from participants.entry.views.codes import ask_for_codes, code_page
from participants.entry.views.headers import secret_address
from participants.models import Participant, PersonalLink
from sessions.models import Contact


@public
@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, token: str) -> HttpResponse:
    """The door: looking changes nothing, since a mail scanner looks too; the button lets in."""
    link = PersonalLink.objects.living(token).first()
    if link is None:
        return dead_link(request)
    if browser.device_of(request, link.participant):
        return redirect("board", link.participant.board.slug)
    if request.method != "POST":
        return render(request, "participants/entry/personal_link.html", {"link": link})
    if LINKS.is_exceeded_from(request):
        return too_many_tries(request, LINKS)
    device = open_place(link=link, now=clock.now())
    if device is not None:
        browser.remember(request, device)
        return redirect("board", link.participant.board.slug)
    if may_be_written_to(link.participant) and not MAILS.is_exceeded_by(link.participant.email):
        ask_for_codes(request, [link.participant], now=clock.now())
    return redirect("further_device", token)


@public
@secret_address
@require_http_methods(["GET", "HEAD", "POST"])
def further_device(request: HttpRequest, token: str) -> HttpResponse:
    """Takes the six digits; to whom no mail can go, it says whom to ask."""
    link = PersonalLink.objects.living(token).first()
    if link is None:
        return dead_link(request)
    person = link.participant
    if not may_be_written_to(person):
        contacts = Contact.objects.filter(board=person.board_id)
        return render(
            request,
            "participants/entry/ask_staff.html",
            {"link": link, "token": token, "contacts": contacts},
        )
    if request.method == "POST" and "again" in request.POST:
        if MAILS.is_exceeded_by(person.email):
            return too_many_tries(request, MAILS)
        ask_for_codes(request, [person], now=clock.now())
        return redirect("further_device", token)
    return code_page(
        request,
        "participants/entry/further_device.html",
        {"link": link},
        let_in=lambda found: let_in_by_code(participant=found, link=link, now=clock.now()),
    )


def may_be_written_to(participant: Participant) -> bool:
    return bool(participant.email) and participant.address_bad_at is None


def dead_link(request: HttpRequest) -> HttpResponse:
    """Revoked, mistyped or never made: the same page, which offers a way in."""
    return render(request, "participants/entry/dead_link.html", status=404)
