"""Addresses of the desk."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("moderation.studio.board_urls")),
    path("", include("moderation.desk.urls")),
    path("", include("moderation.coding.urls")),
    path("", include("moderation.collecting.urls")),
    path("", include("moderation.announcing.urls")),
    path("", include("moderation.consenting.urls")),
    path("", include("moderation.copying.urls")),
    path("", include("moderation.erasing.urls")),
    path("", include("moderation.ending.urls")),
    path("", include("moderation.launching.urls")),
    path("", include("moderation.preview.urls")),
    path("", include("moderation.rights.urls")),
    path("", include("moderation.segments.urls")),
    path("", include("moderation.thanking.urls")),
    path("", include("moderation.transcripts.urls")),
    path("", include("moderation.studio.urls")),
    path("", include("moderation.timetable.urls")),
]
