"""Error pages in the product's own voice; they say nothing of what exists."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bulletin.web.access import public


@public
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.html", status=403)


@public
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


@public
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@public
def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "errors/500.html", status=500)
