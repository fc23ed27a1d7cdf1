"""What pages behind a personal link have in common: the link, its person's language, secrecy."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from bulletin import clock
from bulletin.web.access import public
from bulletin.web.offers import chosen_by
from participants.entry.forms import AddressForm
from participants.models import PersonalLink
from participants.web import language_of, reading_has_ended

LinkView = Callable[[HttpRequest, PersonalLink, str], HttpResponse]


def behind_a_link(view: LinkView) -> Callable[..., HttpResponse]:
    """Anyone who holds a living link may call the view, which gets it with its token.

    Whoever holds another gets the one page for dead links. No cache keeps what is shown, and
    no request that it leads to names its address. That is not "no-referrer": with that,
    browsers send our own form with `Origin: null`, and it is refused as a forgery.
    """

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        past = PersonalLink.objects.of_the_past(token, now=clock.now()).first()
        link = None if past else PersonalLink.objects.living(token).first()
        if past:
            response = reading_has_ended(request, past.participant)
        elif link is None:
            context = {"form": AddressForm()}
            response = render(request, "participants/entry/dead_link.html", context, status=404)
        else:
            with translation.override(chosen_by(request) or language_of(link.participant)):
                response = view(request, link, token)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return public(opened)
