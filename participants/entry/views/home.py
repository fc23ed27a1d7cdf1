"""The first page: the boards of whoever has a place on some, else what this is."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from bulletin import clock
from bulletin.web.access import public
from participants.entry.places import places_of_browser
from participants.web import language_of, private


@public
@transaction.non_atomic_requests
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, where staff sign in, and what to do about a lost link; where this browser has
    places, these stand first, in the language and zone of the one let in last."""
    places = places_of_browser(request, now=clock.now())
    if not places:
        return render(request, "home.html")
    person = places[0].participant
    with translation.override(language_of(person)), timezone.override(person.zone):
        return private(render(request, "participants/entry/my_boards.html", {"places": places}))
