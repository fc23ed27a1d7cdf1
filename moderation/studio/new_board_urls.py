"""Addresses of the pages that make a board, outside of any."""

from django.urls import path

from moderation.studio.views import new_board

urlpatterns = [
    path("", new_board.desk_new_board, name="desk_new_board"),
    path("preview/", new_board.desk_new_board_preview, name="desk_new_board_preview"),
    path("making/", new_board.desk_new_board_making, name="desk_new_board_making"),
]
