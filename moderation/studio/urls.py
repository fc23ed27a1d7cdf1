"""Addresses of the guide's pages, under the desk's."""

from django.urls import path

from moderation.studio.views import (
    appearance,
    arranging,
    behind,
    guide,
    publication,
    questions,
    stages,
    texts,
)

BOARD = "<slug:slug>/guide/"
STAGE = f"{BOARD}stages/<uuid:stage_id>/"
QUESTION = f"{BOARD}questions/<uuid:question_id>/"

urlpatterns = [
    path(BOARD, guide.desk_guide, name="desk_guide"),
    path(
        f"{BOARD}publication/",
        publication.desk_guide_publication,
        name="desk_guide_publication",
    ),
    path(f"{QUESTION}discarding/", publication.desk_guide_discarding, name="desk_guide_discarding"),
    path(f"{BOARD}about/", texts.desk_guide_texts, name="desk_guide_texts"),
    path(f"{BOARD}about/people/", behind.desk_guide_behind, name="desk_guide_behind"),
    path(f"{BOARD}look/", appearance.desk_guide_look, name="desk_guide_look"),
    path(f"{BOARD}stages/", stages.desk_guide_stages, name="desk_guide_stages"),
    path(STAGE, stages.desk_guide_stage, name="desk_guide_stage"),
    path(f"{STAGE}rules/", stages.desk_guide_stage_rules, name="desk_guide_stage_rules"),
    path(f"{STAGE}place/", stages.desk_guide_stage_place, name="desk_guide_stage_place"),
    path(f"{STAGE}removal/", stages.desk_guide_stage_removal, name="desk_guide_stage_removal"),
    path(f"{STAGE}questions/", guide.desk_guide_questions, name="desk_guide_questions"),
    path(QUESTION, questions.desk_guide_question, name="desk_guide_question"),
    path(f"{QUESTION}card/", questions.desk_guide_card, name="desk_guide_card"),
    path(f"{QUESTION}saving/", questions.desk_guide_saving, name="desk_guide_saving"),
    path(f"{QUESTION}place/", arranging.desk_guide_place, name="desk_guide_place"),
    path(f"{QUESTION}twin/", arranging.desk_guide_twin, name="desk_guide_twin"),
    path(f"{QUESTION}removal/", arranging.desk_guide_removal, name="desk_guide_removal"),
    path(f"{QUESTION}return/", arranging.desk_guide_return, name="desk_guide_return"),
    path(f"{QUESTION}hiding/", arranging.desk_guide_hiding, name="desk_guide_hiding"),
    path(f"{QUESTION}showing/", arranging.desk_guide_showing, name="desk_guide_showing"),
]
