"""Addresses of erasing a person, under the desk's."""

from django.urls import path

from moderation.erasing import views

BOARD = "<slug:slug>/"
PERSON = f"{BOARD}people/<uuid:participant_id>/"

urlpatterns = [
    path(f"{PERSON}erasure/", views.desk_erasure, name="desk_erasure"),
    path(f"{PERSON}erasure/receipt/", views.desk_erasure_receipt, name="desk_erasure_receipt"),
    path(
        f"{PERSON}erasure/receipt/text/",
        views.desk_erasure_receipt_text,
        name="desk_erasure_receipt_text",
    ),
    path(f"{BOARD}people/quotations/", views.desk_quotations, name="desk_quotations"),
]
