"""Addresses that belong to no part."""

from django.urls import URLPattern, URLResolver, path

from bulletin.web.views import favicon, healthz, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
]
