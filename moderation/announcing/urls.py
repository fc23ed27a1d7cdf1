"""Addresses of announcements, under the desk's."""

from django.urls import path

from moderation.announcing.views import announcements

BOARD = "<slug:slug>/announcements/"
ANNOUNCEMENT = f"{BOARD}<uuid:announcement_id>/"

urlpatterns = [
    path(BOARD, announcements.desk_announcements, name="desk_announcements"),
    path(ANNOUNCEMENT, announcements.desk_announcement, name="desk_announcement"),
    path(
        f"{ANNOUNCEMENT}text/", announcements.desk_announcement_text, name="desk_announcement_text"
    ),
    path(
        f"{ANNOUNCEMENT}publication/",
        announcements.desk_announcement_publication,
        name="desk_announcement_publication",
    ),
    path(
        f"{ANNOUNCEMENT}withdrawal/",
        announcements.desk_announcement_withdrawal,
        name="desk_announcement_withdrawal",
    ),
    path(
        f"{ANNOUNCEMENT}removal/",
        announcements.desk_announcement_removal,
        name="desk_announcement_removal",
    ),
]
