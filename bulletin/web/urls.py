"""Addresses that belong to no part."""

from django.urls import URLPattern, URLResolver, path, re_path

from bulletin.web.views import accents, favicon, healthz, home, robots

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    re_path(r"^accents/(?P<colour>[0-9a-f]{6})\.css$", accents, name="accents"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
]
