"""Pages that belong to no part."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_safe

from bulletin.web import shell
from bulletin.web.accents import sheet_of
from bulletin.web.access import public

_ASKED_FOR_ANEW = {"Cache-Control": "no-cache"}
# Nothing here is for strangers to find: boards are closed groups.
_ROBOTS = "User-agent: *\nDisallow: /\n"


@public
@transaction.non_atomic_requests
@require_safe
def accents(request: HttpRequest, colour: str) -> HttpResponse:
    """The style sheet of a colour, whether a board has it or not."""
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(sheet_of(f"#{colour}"), content_type="text/css", headers=kept)


@public
@transaction.non_atomic_requests
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks at the old place; pages name the mark themselves."""
    return redirect(static("mark.svg"))


@public
@transaction.non_atomic_requests
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_ROBOTS, content_type="text/plain")


@public
@transaction.non_atomic_requests
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a device shows without a connection; `in` names the language, which our pages always
    do: whoever comes by themselves reads what their browser asks for."""
    wanted = request.GET.get("in", translation.get_language())
    with translation.override(shell.known_language(wanted)):
        return HttpResponse(shell.offline_page(), headers=_ASKED_FOR_ANEW)


@public
@transaction.non_atomic_requests
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """From here its scope is the whole site; `in` names the language of what it keeps."""
    script = shell.worker(shell.known_language(request.GET.get("in")))
    return HttpResponse(script, content_type="text/javascript", headers=_ASKED_FOR_ANEW)


@public
@transaction.non_atomic_requests
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """That this process answers, and nothing about what it depends on."""
    return HttpResponse("ok\n", content_type="text/plain")
