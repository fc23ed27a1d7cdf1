"""Addresses of a board's transcripts, under the desk's."""

from django.urls import path

from moderation.transcripts import views

TRANSCRIPTS = "<slug:slug>/transcripts/"
ONE = f"{TRANSCRIPTS}<uuid:transcript_id>/"

urlpatterns = [
    path(TRANSCRIPTS, views.desk_transcripts, name="desk_transcripts"),
    path(ONE, views.desk_transcript, name="desk_transcript"),
    path(
        f"{ONE}cancellation/",
        views.desk_transcript_cancellation,
        name="desk_transcript_cancellation",
    ),
    path(f"{ONE}file/", views.desk_transcript_file, name="desk_transcript_file"),
]
