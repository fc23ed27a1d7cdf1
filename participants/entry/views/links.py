"""A personal link, and the code that a further device needs (rule 10)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bulletin import clock
from bulletin.web.errors import too_many_tries
from bulletin.web.offers import chosen_by
from participants.entry import browser
from participants.entry.actions.choosing import choose_on_coming
from participants.entry.actions.entering import let_in_by_code, open_place
from participants.entry.limits import LINKS, MAILS
from participants.entry.views.codes import ask_for_codes, code_page
from participants.entry.views.doors import behind_a_link
from participants.models import Participant, PersonalLink


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def personal_link(request: HttpRequest, link: PersonalLink, token: str) -> HttpResponse:
    """The door: looking changes nothing, since a mail scanner looks too; the button lets in."""
    person = link.participant
    if browser.device_of(request, person):
        return redirect("board", person.board.slug)
    if request.method != "POST":
        return render(request, "participants/entry/personal_link.html", {"link": link})
    if LINKS.is_exceeded_from(request):
        return too_many_tries(request, LINKS)
    device = open_place(link=link, now=clock.now())
    if device is not None:
        browser.remember(request, device)
        choose_on_coming(participant=person, language=chosen_by(request))
        return redirect("board", person.board.slug)
    if may_be_written_to(person) and not MAILS.is_exceeded_by(person.email.lower()):
        ask_for_codes(request, [person], now=clock.now())
    return redirect("further_device", token)


@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def further_device(request: HttpRequest, link: PersonalLink, token: str) -> HttpResponse:
    """Takes the six digits; to whom no mail can go, it says whom to ask."""
    person = link.participant
    if not may_be_written_to(person):
        context = {"link": link, "token": token, "contacts": list(person.board.contacts.all())}
        return render(request, "participants/entry/ask_staff.html", context)
    if request.method == "POST" and "again" in request.POST:
        if MAILS.is_exceeded_by(person.email.lower()):
            return too_many_tries(request, MAILS)
        ask_for_codes(request, [person], now=clock.now())
        return redirect("further_device", token)
    return code_page(
        request,
        "participants/entry/further_device.html",
        {"link": link},
        let_in=lambda found: [let_in_by_code(participant=found, link=link, now=clock.now())],
        only=person,
    )


def may_be_written_to(participant: Participant) -> bool:
    return bool(participant.email) and participant.address_bad_at is None
