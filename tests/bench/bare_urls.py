"""The one address of the bare view."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path


@transaction.non_atomic_requests
def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Content-Length": "2"})


@transaction.non_atomic_requests
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", headers={"Content-Length": "2"})


urlpatterns = [path("bare/", bare), path("healthz", healthz)]
