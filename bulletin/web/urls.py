"""Addresses that belong to no part."""

from django.urls import URLPattern, URLResolver, path, re_path
from django.views.i18n import set_language

from bulletin.web.views import accents, favicon, healthz, offline, robots, service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    re_path(r"^accents/(?P<colour>[0-9a-f]{6})\.css$", accents, name="accents"),
    path("favicon.ico", favicon, name="favicon"),
    path("language/", set_language, name="language_cookie"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("offline/", offline, name="offline"),
    path("worker.js", service_worker, name="service_worker"),
]
