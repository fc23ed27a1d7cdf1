"""Addresses of the participants' pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("participants.board.urls")),
    path("", include("participants.entry.urls")),
    path("", include("participants.mine.urls")),
    path("", include("participants.notices.urls")),
]
