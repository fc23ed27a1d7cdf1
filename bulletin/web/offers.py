"""What a browser asks for that its reader does not have yet: another language, another zone.

It is offered in one line, once: whatever is answered there settles it for this browser.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from bulletin.text.languages import is_same

LANGUAGE, ZONE = "language", "timezone"
_SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Offers:
    """`language` is a code to offer; whether `zone` is offered is for the browser to say, since
    only it knows where it is."""

    language: str = ""
    zone: bool = False


def offers_to(request: HttpRequest, *, reads: str) -> Offers:
    """For somebody who reads this language at present."""
    settled = request.session.get(_SETTLED, [])
    preferred = "" if LANGUAGE in settled else preferred_by(request)
    differs = bool(preferred) and not is_same(preferred, reads)
    return Offers(language=preferred if differs else "", zone=ZONE not in settled)


def settle(request: HttpRequest, *which: str) -> None:
    """This browser is not asked about these again; a second call changes nothing, nor does what
    is never asked."""
    asked = {LANGUAGE, ZONE} & {*which}
    request.session[_SETTLED] = sorted({*request.session.get(_SETTLED, []), *asked})


def chosen_by(request: HttpRequest) -> str:
    """What was chosen in this browser before anybody was known; empty where nothing was."""
    return _ours(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))


def keep_chosen(response: HttpResponse, code: str) -> None:
    """Where nobody is known yet, this browser is answered in this language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def preferred_by(request: HttpRequest) -> str:
    """That, or the language of ours that the browser likes best; empty where it likes none."""
    liked = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    return chosen_by(request) or next(filter(None, (_ours(tag) for tag, _rank in liked)), "")


def back_of(request: HttpRequest, *, otherwise: str) -> str:
    """The page of ours from which the form was sent."""
    back = request.POST.get("back", "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else otherwise


def _ours(tag: str) -> str:
    try:
        return get_supported_language_variant(tag) if tag else ""
    except LookupError:
        return ""
