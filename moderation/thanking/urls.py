"""Addresses of thank-yous, under the desk's."""

from django.urls import path

from moderation.thanking.views import thanks

BOARD = "<slug:slug>/"
PERSON = f"{BOARD}people/<uuid:participant_id>/thank-you/"

urlpatterns = [
    path(f"{BOARD}guide/thank-you/", thanks.desk_thank_you, name="desk_thank_you"),
    path(f"{BOARD}people/thank-yous/", thanks.desk_thanks_owed, name="desk_thanks_owed"),
    path(f"{BOARD}people/thank-yous/sent/", thanks.desk_thanks_sent, name="desk_thanks_sent"),
    path(f"{BOARD}people/thank-yous/file/", thanks.desk_thanks_file, name="desk_thanks_file"),
    path(f"{PERSON}decision/", thanks.desk_thanks_decision, name="desk_thanks_decision"),
    path(f"{PERSON}unsent/", thanks.desk_thanks_unsent, name="desk_thanks_unsent"),
]
