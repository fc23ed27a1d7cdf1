"""Addresses of the pages that make a board, outside of any, and of a board's script."""

from django.urls import path

from moderation.studio.views import new_board, script

NEW = "boards/new/"

urlpatterns = [
    path(NEW, new_board.desk_new_board, name="desk_new_board"),
    path(f"{NEW}preview/", new_board.desk_new_board_preview, name="desk_new_board_preview"),
    path(f"{NEW}making/", new_board.desk_new_board_making, name="desk_new_board_making"),
    path("<slug:slug>/script/", script.desk_script, name="desk_script"),
]
