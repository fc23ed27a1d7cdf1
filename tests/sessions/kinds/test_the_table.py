"""Every kind is in the table, and what it makes is as other parts read it."""

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from sessions.actions.boards import create_board
from sessions.enums import ItemKind, Kind
from sessions.kinds import KINDS
from sessions.kinds.base import ItemDraft, QuestionScript
from sessions.models import Question, QuestionVersion
from tests import factories
from tests.sessions.scripts import EVERY_FILE, every_kind, script

SETTINGS: dict[Kind, dict[str, Any]] = {
    Kind.TEXT: {"min_words": 90},
    Kind.FILE: {"takes": ["picture", "document"], "most": 2, "words": True},
    Kind.ANNOTATE: {"picture": "harbour", "least": 2, "most": 5, "comments": False},
    Kind.SINGLE: {"other": True, "shuffle": False},
    Kind.MULTIPLE: {"min_choices": 2, "max_choices": 3, "other": False, "shuffle": True},
    Kind.SCALE: {"from": -2, "to": 2},
    Kind.GRID: {"from": None, "to": None, "shuffle": True},
    Kind.RANKING: {"shuffle": False},
    Kind.SUMMARY: {"missed": "What did we miss?"},
    Kind.TEXT_PAGE: {},
}
ITEMS: dict[Kind, list[ItemDraft]] = {
    Kind.TEXT: [],
    Kind.FILE: [],
    Kind.ANNOTATE: [
        ItemDraft(ItemKind.PICTURE, "picture", "A harbour at night.", picture="harbour"),
        ItemDraft(ItemKind.MARK, "i-like-this", "I like this"),
        ItemDraft(ItemKind.MARK, "unclear", "I do not understand this"),
    ],
    Kind.SINGLE: [
        ItemDraft(ItemKind.OPTION, "yes", "Yes", segment="health"),
        ItemDraft(ItemKind.OPTION, "no", "No", segment="voluntary sector"),
        ItemDraft(ItemKind.OPTION, "both", "Both"),
    ],
    Kind.MULTIPLE: [
        ItemDraft(ItemKind.OPTION, "time", "Time"),
        ItemDraft(ItemKind.OPTION, "people", "The mix of people", pinned=True),
        ItemDraft(ItemKind.OPTION, "none", "None", exclusive=True),
    ],
    Kind.SCALE: [
        ItemDraft(ItemKind.LOW_END, "low", "Not"),
        ItemDraft(ItemKind.HIGH_END, "high", "Very"),
    ],
    Kind.GRID: [
        ItemDraft(ItemKind.ROW, "we-met", "We met"),
        ItemDraft(ItemKind.ROW, "pauses", "We wrote in the pauses", pinned=True),
        ItemDraft(ItemKind.COLUMN, "never", "Never"),
        ItemDraft(ItemKind.COLUMN, "now-and-then", "Sometimes"),
        ItemDraft(ItemKind.COLUMN, "often", "Often"),
    ],
    Kind.RANKING: [
        ItemDraft(ItemKind.OPTION, "one", "One"),
        ItemDraft(ItemKind.OPTION, "two", "Two"),
    ],
    Kind.SUMMARY: [
        ItemDraft(ItemKind.STATEMENT, "hopes", "A way is sought.", heading="Hopes"),
        ItemDraft(ItemKind.STATEMENT, "nobody-was-sure", "Nobody was sure."),
    ],
    Kind.TEXT_PAGE: [],
}
MINUTES = {
    Kind.TEXT: 3.0,
    Kind.FILE: 3.0,
    Kind.ANNOTATE: 2.0,
    Kind.SINGLE: 0.5,
    Kind.MULTIPLE: 0.75,
    Kind.SCALE: 0.5,
    Kind.GRID: 0.75,
    Kind.RANKING: 1.5,
    Kind.SUMMARY: 2.0,
    Kind.TEXT_PAGE: 0.25,
}


def asked(kind: Kind) -> QuestionScript:
    questions = [question for stage in every_kind().stages for question in stage.questions]
    (question,) = (question for question in questions if question.kind == kind)
    return question


def test_every_kind_is_in_the_table_under_its_own_name() -> None:
    assert set(KINDS) == set(Kind)
    for kind, entry in KINDS.items():
        assert entry.kind == kind
        assert get_args(entry.script_model.model_fields["kind"].annotation) == (kind.value,)


@pytest.mark.parametrize("kind", Kind)
def test_a_version_keeps_the_settings_that_other_parts_read(kind: Kind) -> None:
    settings = KINDS[kind].settings(asked(kind))
    assert settings.to_json() == SETTINGS[kind]
    assert KINDS[kind].settings_of(QuestionVersion(settings=SETTINGS[kind])) == settings


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_makes_its_items_with_their_keys(kind: Kind) -> None:
    assert KINDS[kind].items(asked(kind)) == ITEMS[kind]


@pytest.mark.parametrize("kind", Kind)
def test_settings_that_the_kind_does_not_know_are_refused(kind: Kind) -> None:
    with pytest.raises(ValidationError):
        KINDS[kind].settings_model.model_validate(SETTINGS[kind] | {"colour": "red"})


@pytest.mark.django_db
def test_each_kind_predicts_how_long_an_answer_takes() -> None:
    create_board(script=every_kind(), owner=factories.user(), files=EVERY_FILE, now=factories.NOW)
    versions = {question.kind: question.wording for question in Question.objects.with_wording()}
    assert {kind: KINDS[kind].minutes(versions[kind]) for kind in Kind} == MINUTES


def test_only_a_text_page_takes_no_answer() -> None:
    assert [kind for kind in Kind if not KINDS[kind].takes_answer] == [Kind.TEXT_PAGE]


def test_an_open_question_takes_two_and_a_half_minutes_unless_many_words_are_asked_for() -> None:
    version = QuestionVersion(prompt="Why?", settings={"min_words": None})
    assert KINDS[Kind.TEXT].minutes(version) == 2.5


def test_a_text_page_takes_as_long_as_reading_it() -> None:
    version = QuestionVersion(prompt="word " * 500, settings={})
    assert KINDS[Kind.TEXT_PAGE].minutes(version) == 2.5


def test_a_question_is_required_and_revealed_after_answering_unless_the_script_says_else() -> None:
    (question,) = script().stages[0].questions
    assert (question.required, question.reveal) == (True, "after_answer")
    assert asked(Kind.TEXT_PAGE).required is False
