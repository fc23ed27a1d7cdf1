"""Each request has a number, and leaves one line in the log."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bound_contextvars, get_contextvars

HEADER = "X-Request-ID"
_NUMBER = re.compile(r"[0-9a-f]{32}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}

log = logging.getLogger(__name__)


class RequestMiddleware:
    """The outermost. The number stands in every line that the request writes, in the response
    and on the page of an error, so that somebody can tell us which request they mean.

    The line names the route and never the path: paths hold links and what people typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started, number = perf_counter(), _number_of(request)
        with bound_contextvars(request_id=number):
            response = self.get_response(request)
            response.headers[HEADER] = number
            log.info("request", extra=_facts(request, response, perf_counter() - started))
        return response


def current_request_id() -> str:
    """The number of the request that is being answered; empty outside of any."""
    return str(get_contextvars().get("request_id", ""))


def _number_of(request: HttpRequest) -> str:
    """Its own, or the one our proxy has given it: nobody else may choose one."""
    given = request.headers.get(HEADER, "") if settings.ALLAUTH_TRUSTED_PROXY_COUNT else ""
    return given if _NUMBER.fullmatch(given) else uuid4().hex


def _facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, object]:
    match = request.resolver_match
    return {
        "method": request.method if request.method in _METHODS else "other",
        "route": match.view_name if match else None,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
    }
