"""Addresses of the guide's pages, under the desk's."""

from django.urls import path

from moderation.studio.views import guide, questions

BOARD = "<slug:slug>/guide/"
STAGE = f"{BOARD}stages/<uuid:stage_id>/"
QUESTION = f"{BOARD}questions/<uuid:question_id>/"

urlpatterns = [
    path(BOARD, guide.desk_guide, name="desk_guide"),
    path(f"{STAGE}questions/", guide.desk_guide_questions, name="desk_guide_questions"),
    path(QUESTION, questions.desk_guide_question, name="desk_guide_question"),
    path(f"{QUESTION}card/", questions.desk_guide_card, name="desk_guide_card"),
    path(f"{QUESTION}saving/", questions.desk_guide_saving, name="desk_guide_saving"),
]
