"""Coming back without one's link: an address, then the code that was sent there."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bulletin import clock
from bulletin.web.access import public
from bulletin.web.errors import too_many_tries
from participants.entry import browser
from participants.entry.actions.entering import let_in_by_code, let_in_elsewhere
from participants.entry.forms import AddressForm
from participants.entry.limits import ADDRESSES, MAILS
from participants.entry.places import are_one_persons, places_at
from participants.entry.views.codes import ask_for_codes, code_page
from participants.models import Device, Participant


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost_link(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Takes an address, and answers the same whether anybody here has it or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "slug": slug}
        return render(request, "participants/entry/lost_link.html", context, status=status)
    if ADDRESSES.is_exceeded_from(request):
        return too_many_tries(request, ADDRESSES)
    address = form.cleaned_data["email"]
    if MAILS.is_exceeded_by(address.lower()):
        return too_many_tries(request, MAILS)
    ask_for_codes(request, _whom_to_write(address, slug), now=clock.now())
    return redirect(reverse("entry_code", args=[slug] if slug else []))


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entry_code(request: HttpRequest, slug: str | None = None) -> HttpResponse:
    """Takes the code that `lost_link` sent; where two share an address, it says whose place.

    One that was asked for without a board opens all places of its address, to choose from."""
    again = reverse("lost_link", args=[slug] if slug else [])

    def let_in(found: Participant) -> list[Device]:
        now = clock.now()
        others = [] if slug else _other_places(request, found, now)
        elsewhere = [let_in_elsewhere(participant=one, now=now) for one in others]
        return [*elsewhere, let_in_by_code(participant=found, now=now)]

    context = {"again": again, "slug": slug}
    return code_page(request, "participants/entry/entry_code.html", context, let_in=let_in)


def _whom_to_write(address: str, slug: str | None) -> list[Participant]:
    """Each place on the board of this slug; without one, the newest place, whose code opens all,
    or each where two people share the address."""
    places = list(places_at(address, now=clock.now()))
    if slug:
        return [place for place in places if place.board.slug == slug]
    return places[:1] if are_one_persons(places) else places


def _other_places(request: HttpRequest, found: Participant, now: datetime) -> list[Participant]:
    """Where else the same person is let in, but for boards on which this browser has a place."""
    places = list(places_at(found.email, now=now))
    if not are_one_persons(places):
        return []
    known = browser.boards_of(request)
    return [one for one in places if one != found and one.board_id not in known]
