"""Error pages in the product's own voice; they say nothing of what exists."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from bulletin.web.access import public
from bulletin.web.limits import Limit
from bulletin.web.requests import current_request_id


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(request, "errors/csrf.html", 403)


@public
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "errors/400.html", 400)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "errors/403.html", 403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, "errors/404.html", 404)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    """Stands by itself: whatever failed may fail here too, so nothing of the request is read."""
    context = {"request_id": current_request_id()}
    return HttpResponse(get_template("errors/500.html").render(context), status=500)


def too_many_tries(request: HttpRequest, limit: Limit) -> HttpResponse:
    """The answer to whoever went beyond a limit: when to come again, and nothing else."""
    minutes = round(limit.within.total_seconds() / 60)
    response = error_page(request, "errors/429.html", 429, minutes=minutes)
    response.headers["Retry-After"] = str(int(limit.within.total_seconds()))
    return response


def error_page(
    request: HttpRequest, template: str, status: int, *, frame: str = "base.html", **context: Any
) -> HttpResponse:
    """`frame` is the template around it: who knows the reader has another than strangers get."""
    response = render(request, template, {"frame": frame, **context}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
