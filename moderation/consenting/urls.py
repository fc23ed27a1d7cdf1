"""Addresses of the consent's pages, under the desk's."""

from django.urls import path

from moderation.consenting import views

BOARD = "<slug:slug>/guide/consent/"

urlpatterns = [
    path(BOARD, views.desk_consent_versions, name="desk_consent_versions"),
    path(f"{BOARD}draft/", views.desk_consent_draft, name="desk_consent_draft"),
    path(f"{BOARD}discarding/", views.desk_consent_discarding, name="desk_consent_discarding"),
    path(f"{BOARD}publication/", views.desk_consent_publication, name="desk_consent_publication"),
]
