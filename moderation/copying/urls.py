"""The address at which a board is copied, under its desk's."""

from django.urls import path

from moderation.copying import views

urlpatterns = [path("<slug:slug>/copy/", views.desk_copy, name="desk_copy")]
