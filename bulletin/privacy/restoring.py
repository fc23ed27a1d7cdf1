"""A restore is not through before everybody is erased again: until then nobody reads, and no mail
goes. A file beside the ledger says so, for it must outlive whoever restores, and the database."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

COME_AGAIN_AFTER = 60  # seconds


def begin() -> bool:
    """Everything is shut. False where it was already: what began then is not through."""
    if is_on():
        return False
    mark().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark().touch(mode=0o600)
    return True


def end() -> None:
    mark().unlink(missing_ok=True)


def is_on() -> bool:
    return mark().exists()


def mark() -> Path:
    return Path(settings.LEDGER).with_name("restoring")


class RestoringMiddleware:
    """Nothing of the database is shown; that this process answers at all is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz" or not is_on():
            return self.get_response(request)
        return HttpResponse(
            _("A backup is being restored here. Please come again in a few minutes.") + "\n",
            status=503,
            content_type="text/plain; charset=utf-8",
            headers={"Retry-After": str(COME_AGAIN_AFTER), "Cache-Control": "no-store"},
        )
