"""The page behind the link in a mail that stops reminders (RFC 8058 asks for one click)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from bulletin import clock
from bulletin.web.access import public
from participants.notices.actions import mute as mute_person
from participants.notices.actions import person_behind, unmute
from participants.web import language_of, private


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mute(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does, as often as anyone likes; a mail program posts without a cookie.

    A POST is answered alike whether the token still leads to anybody or not.
    """
    person = person_behind(token)
    if person is None and request.method != "POST":
        raise Http404
    again = "again" in request.POST
    if person is not None and request.method == "POST":
        unmute(person) if again else mute_person(person, now=clock.now())
    language = language_of(person) if person else translation.get_language()
    with translation.override(language):
        context = {"board": person.board if person else None, "again": again}
        template = "mute_done" if request.method == "POST" else "mute"
        return private(render(request, f"participants/notices/{template}.html", context))
