"""Coming in, consenting, the board page, and going."""

from django.urls import path

from participants.entry.views.about import about, how_it_works, sign_out_board
from participants.entry.views.announcements import announcement_reading, announcements
from participants.entry.views.board import board
from participants.entry.views.consent import consent
from participants.entry.views.consent_copy import consent_copy, consent_file
from participants.entry.views.home import home
from participants.entry.views.language import language
from participants.entry.views.links import further_device, personal_link
from participants.entry.views.lost_link import entry_code, lost_link

urlpatterns = [
    path("", home, name="home"),
    path("i/", personal_link, {"token": ""}, name="cut_link"),
    path("i/<str:token>/", personal_link, name="personal_link"),
    path("i/<str:token>/code/", further_device, name="further_device"),
    path("enter/", lost_link, name="lost_link"),
    path("enter/code/", entry_code, name="entry_code"),
    path("b/<slug:slug>/enter/", lost_link, name="lost_link"),
    path("b/<slug:slug>/enter/code/", entry_code, name="entry_code"),
    path("b/<slug:slug>/consent/", consent, name="consent"),
    path("b/<slug:slug>/consent/copy/", consent_copy, name="consent_copy"),
    path("b/<slug:slug>/consent/copy/file/", consent_file, name="consent_file"),
    path("b/<slug:slug>/", board, name="board"),
    path("b/<slug:slug>/announcements/", announcements, name="announcements"),
    path(
        "b/<slug:slug>/announcements/<uuid:announcement_id>/reading/",
        announcement_reading,
        name="announcement_reading",
    ),
    path("b/<slug:slug>/about/", about, name="about"),
    path("b/<slug:slug>/language/", language, name="language"),
    path("b/<slug:slug>/how-it-works/", how_it_works, name="how_it_works"),
    path("b/<slug:slug>/leave/", sign_out_board, name="sign_out_board"),
]
