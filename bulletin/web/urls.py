"""Addresses that belong to no part."""

from django.urls import URLPattern, URLResolver, path
from django.views.i18n import set_language

from bulletin.web.views import favicon, healthz, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("favicon.ico", favicon, name="favicon"),
    path("language/", set_language, name="language_cookie"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
]
