"""Addresses of the timetable, under the desk's."""

from django.urls import path

from moderation.timetable import views

BOARD = "<slug:slug>/"

urlpatterns = [
    path(f"{BOARD}timetable/", views.desk_timetable, name="desk_timetable"),
    path(f"{BOARD}timetable/holidays/", views.desk_holidays, name="desk_holidays"),
    path(f"{BOARD}timetable/shifting/", views.desk_shifting, name="desk_shifting"),
]
