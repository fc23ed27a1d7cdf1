"""The language that somebody signed in has chosen in their account."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bulletin.accounts.models import User
from bulletin.text.languages import nearest
from bulletin.web.access import Access
from bulletin.web.middleware import declared_access

Respond = Callable[[HttpRequest], HttpResponse]


class UserLanguageMiddleware:
    """Wins over the browser's wish, on pages that ask who is signed in anyway: a participant's
    page and a public one ask nothing of the database for it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        if not _asks_who_it_is(view):
            return
        if isinstance(request.user, User) and request.user.language:
            translation.activate(nearest(request.user.language))


def _asks_who_it_is(view: Callable[..., Any]) -> bool:
    """Staff's pages, and allauth's about one's factors, which declare nothing themselves."""
    is_staffs = declared_access(view) in {Access.STAFF, Access.SIGNED_IN}
    return is_staffs or view.__module__.startswith("allauth.mfa")
