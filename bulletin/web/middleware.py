"""Deny by default: a view that declares no access is never run."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from bulletin.web.access import Access, access_of

Respond = Callable[[HttpRequest], HttpResponse]

# Everything comes from ourselves, and nothing is inline.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)

# Views of libraries cannot carry our decorator; their modules are named here instead.
LIBRARY_ACCESS = {
    "allauth.account": Access.PUBLIC,
    "allauth.mfa": Access.PUBLIC,
    "django.contrib.staticfiles": Access.PUBLIC,
    "django.views.i18n": Access.PUBLIC,
}


def declared_access(view: Callable[..., Any]) -> Access | None:
    """What the view declares itself, or what is declared here for its library."""
    module = getattr(view, "__module__", "")
    return access_of(view) or next(
        (access for name, access in LIBRARY_ACCESS.items() if module.startswith(name)), None
    )


class AccessMiddleware:
    """Raises RuntimeError for a view without declared access, before it runs."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        if declared_access(view) is None:
            raise RuntimeError(f"{view.__module__}.{view.__qualname__} declares no access.")


class HeadersMiddleware:
    """Headers that Django does not set: what a page may load, what it may use of the device, and
    isolation. They are the same for every page; a file that is sent names its own policy."""

    HEADERS = {
        "Content-Security-Policy": POLICY,
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
        "Cross-Origin-Resource-Policy": "same-origin",
    }

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.HEADERS.items():
            response.headers.setdefault(name, value)
        return response
