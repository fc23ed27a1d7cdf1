"""What a browser may keep and tell of a page whose address is a secret."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def secret_address(view: View) -> View:
    """No cache keeps the page, and no request it leads to names it: only the site's origin.

    Not "no-referrer": with that, browsers send our own form with `Origin: null`, and it is
    refused as a forgery.
    """

    @wraps(view)
    def unnamed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = view(request, **kwargs)
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return unnamed
