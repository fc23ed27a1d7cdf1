"""What a mail's own links lead to."""

from django.urls import path

from participants.notices.views import mute

urlpatterns = [
    path("u/<str:token>/", mute, name="mute"),
]
