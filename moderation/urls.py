"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("boards/new/", include("moderation.studio.new_board_urls")),
    path("", include("moderation.desk.urls")),
    path("", include("moderation.coding.urls")),
    path("", include("moderation.transcripts.urls")),
]
