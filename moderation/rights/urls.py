"""Addresses of people's rights and of the data sheet, under the desk's."""

from django.urls import path

from moderation.rights import views

BOARD = "<slug:slug>/"

urlpatterns = [
    path(
        f"{BOARD}people/<uuid:participant_id>/copy/",
        views.desk_copy_for_person,
        name="desk_copy_for_person",
    ),
    path(f"{BOARD}data-sheet/", views.desk_data_sheet, name="desk_data_sheet"),
]
