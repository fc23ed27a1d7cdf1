"""Addresses of the preview, under the desk's."""

from django.urls import path

from moderation.preview.views import desk_preview, desk_seen

BOARD = "<slug:slug>/"

urlpatterns = [
    path(f"{BOARD}preview/", desk_preview, name="desk_preview"),
    path(f"{BOARD}preview/<str:eyes>/<path:address>", desk_seen, name="desk_seen"),
]
