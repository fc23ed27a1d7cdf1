"""Error pages under a board's address: in the words of whoever is let in there, and with the way
back. Anybody else is answered as at any address, whether the board exists or not (rule 1)."""

import re
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from bulletin import clock
from bulletin.web.access import public
from bulletin.web.errors import error_page
from bulletin.web.offers import Offers
from participants.entry.standing import SHUT
from participants.web import ParticipantRequest, Visit, language_of, visit_of

_ON_A_BOARD = re.compile(r"/b/([-\w]+)/", re.ASCII)


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _page(request, "errors/csrf.html", 403)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/400.html", 400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/403.html", 403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "errors/404.html", 404)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    visit = _visit(request)
    if visit is None:
        return error_page(request, template, status)
    language = language_of(visit.participant)
    with translation.override(language), timezone.override(visit.participant.zone):
        if visit.standing in SHUT:
            response = error_page(request, template, status)
        else:
            response = _on_the_board(request, visit, template, status)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _on_the_board(request: HttpRequest, visit: Visit, template: str, status: int) -> HttpResponse:
    """In the board's frame; nothing is offered beside an error."""
    resolved = cast(ParticipantRequest, request)
    resolved.visit, resolved.offers = visit, Offers()
    return error_page(resolved, template, status, frame="participants/error.html")


def _visit(request: HttpRequest) -> Visit | None:
    """The one that met the error; where it was met before a page knew of one, whose place this
    browser has. Where not even the browser was known yet, nobody's."""
    on_a_board = _ON_A_BOARD.match(request.path_info)
    if on_a_board is None or not hasattr(request, "session"):
        return None
    found: Visit | None = getattr(request, "visit", None)
    return found or visit_of(request, on_a_board[1], now=clock.now())
