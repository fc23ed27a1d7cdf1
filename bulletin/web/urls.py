"""Addresses that belong to no part."""

from django.urls import URLPattern, URLResolver, path

from bulletin.web.views import favicon, healthz, home, offline, robots, service_worker

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("favicon.ico", favicon, name="favicon"),
    path("healthz", healthz, name="healthz"),
    path("robots.txt", robots, name="robots"),
    path("offline/", offline, name="offline"),
    path("worker.js", service_worker, name="service_worker"),
]
