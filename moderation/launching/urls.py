"""Addresses of the launch and what stands before it, under the desk's."""

from django.urls import path

from moderation.launching.views import launch

BOARD = "<slug:slug>/"

urlpatterns = [
    path(f"{BOARD}launch/", launch.desk_launch, name="desk_launch"),
    path(f"{BOARD}launch/test-message/", launch.desk_test_message, name="desk_test_message"),
]
