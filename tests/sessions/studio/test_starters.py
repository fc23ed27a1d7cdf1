"""Starter guides are sound, and what a facilitator must fill in cannot be forgotten."""

from datetime import date
from io import BytesIO

import pytest

from bulletin.media.keeping import made_harmless
from sessions.actions.boards import create_board
from sessions.actions.errors import Refused
from sessions.actions.staging import open_stage_now, release_stage
from sessions.enums import ContactPurpose, Role
from sessions.models import Board, QuestionVersion
from sessions.preflight import missing_from
from sessions.script.bundle import files_named
from sessions.script.reading import read_script, script_of_data
from sessions.script.shape import BoardScript
from sessions.script.writing import as_data, write_script
from sessions.studio.placeholders import (
    filled_in,
    left_in_question,
    left_on_board,
    placeholders_in,
    placeholders_of,
)
from sessions.studio.starters import FOLDER, STARTERS, Starter, starter_of
from tests import factories
from tests.sessions.scripts import every_kind

NOW = factories.NOW
MONDAY = date(2021, 4, 12)
WHO_RUNS_IT = ["board.front_matter.run_by", "board.front_matter.contacts"]


def script_of(starter: Starter) -> BoardScript:
    return read_script(starter.text, f"{starter.key}.yaml", starts_on=MONDAY, files=starter.files)


def with_words(script: BoardScript, words: dict[str, str]) -> BoardScript:
    return script_of_data(filled_in(as_data(script), words), "script")


def made(script: BoardScript) -> Board:
    files = {
        key: made_harmless(BytesIO(path.read_bytes()))
        for starter in STARTERS
        for key, path in starter.files.items()
    }
    return create_board(script=script, owner=factories.user(), files=files, now=NOW)


def test_a_concept_has_two_pictures_that_stay_in_reach() -> None:
    script = script_of(STARTERS[2])

    assert set(STARTERS[2].files) == files_named(script) == {"first-idea", "second-idea"}


def test_every_starter_is_offered() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == {one.key for one in STARTERS}
    assert starter_of("diary") is STARTERS[1]
    assert starter_of("another") is None


@pytest.mark.django_db
@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_a_starter_lacks_only_what_a_facilitator_must_fill_in(starter: Starter) -> None:
    board = made(script_of(starter))

    missing = missing_from(board, now=NOW)
    to_fill_in = [where for where, _what in left_on_board(board)]
    assert to_fill_in != []
    assert [one.where for one in missing] == [*WHO_RUNS_IT, *to_fill_in]


@pytest.mark.django_db
@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_once_filled_in_a_starter_lacks_only_who_runs_it(starter: Starter) -> None:
    script = script_of(starter)
    board = made(with_words(script, dict.fromkeys(placeholders_of(script), "Something")))

    assert [one.where for one in missing_from(board, now=NOW)] == WHO_RUNS_IT
    assert "FILL IN:" not in write_script(with_words(script, {"x": ""})).replace("[FILL IN:", "")


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.key)
def test_a_starter_is_for_a_facilitator_to_release(starter: Starter) -> None:
    assert not any(stage.released for stage in script_of(starter).stages)


def test_filling_in_nothing_changes_nothing() -> None:
    assert with_words(every_kind(), {"what": "ever"}) == every_kind()


def test_a_blank_is_found_by_its_words_alone() -> None:
    text = "[FILL IN:  the  name ] [FILL IN LATER:what] [FILL IN:  ] [FILL IN: a\nb]"

    assert placeholders_in([text]) == ["the  name", "what"]
    assert placeholders_in([text], later=False) == ["the  name"]
    assert filled_in({"a": [text]}, {"the  name": "Ours"}) == {
        "a": ["Ours [FILL IN LATER:what] [FILL IN:  ] [FILL IN: a\nb]"]
    }


@pytest.mark.parametrize("text", ["[FILL IN:" + " " * 50_000, "[FILL IN: " * 10_000])
def test_a_blank_without_an_end_is_none(text: str) -> None:
    assert placeholders_in([text]) == []


@pytest.mark.django_db
def test_a_blank_in_whom_participants_can_turn_to_is_left_on_the_board() -> None:
    board = factories.board()
    board.run_by.create(
        position=0, name="[FILL IN: who]", role=Role.FACILITATOR, organisation="[FILL IN: whose]"
    )
    board.contacts.create(
        position=0,
        purpose=ContactPurpose.QUESTIONS,
        name="[FILL IN: whom]",
        telephone="[FILL IN: number]",
    )

    assert list(left_on_board(board)) == [
        ("board.front_matter.run_by", "who"),
        ("board.front_matter.run_by", "whose"),
        ("board.front_matter.contacts", "whom"),
        ("board.front_matter.contacts", "number"),
    ]


@pytest.mark.django_db
def test_a_stage_that_is_not_filled_in_is_neither_released_nor_opened() -> None:
    board = factories.board(ends_at=NOW + 9 * factories.DAY)
    stage = factories.stage(board, released=False, opens_at=NOW + factories.DAY)
    factories.question(stage, prompt="What of [FILL IN LATER: what they said]?")
    by = factories.facilitator(board).user

    for action in (release_stage, open_stage_now):
        with pytest.raises(Refused, match="to be filled in: what they said"):
            action(stage=stage, by=by, now=NOW)

    QuestionVersion.objects.update(prompt="What of that?")
    assert release_stage(stage=stage, by=by, now=NOW)


@pytest.mark.django_db
def test_a_released_stage_that_is_not_filled_in_stands_in_the_way_of_a_launch() -> None:
    board = factories.board(launched=False)
    stage = factories.stage(board, released=True)
    factories.question(stage, prompt="What of [FILL IN: this]?")

    said = {one.where: one.sentence for one in missing_from(board, now=NOW)}
    assert said["stages.0"] == "Fill in: this."
    board.stages.update(released_at=None, released_by=None)
    assert "stages.0" not in {one.where for one in missing_from(board, now=NOW)}


@pytest.mark.django_db
def test_what_a_picture_shows_is_filled_in_before_anybody_meets_it() -> None:
    board = factories.board(ends_at=NOW + 9 * factories.DAY)
    stage = factories.stage(board, released=False, opens_at=NOW + factories.DAY)
    question = factories.question(stage)
    factories.stimulus(question, factories.picture(board), "[FILL IN: what the picture shows]")
    by = factories.facilitator(board).user

    for action in (release_stage, open_stage_now):
        with pytest.raises(Refused, match="to be filled in: what the picture shows"):
            action(stage=stage, by=by, now=NOW)

    assert left_in_question(question) == ["what the picture shows"]
    board.stages.update(released_at=NOW, released_by=by)
    said = {one.where: one.sentence for one in missing_from(board, now=NOW)}
    assert said["stages.0"] == "Fill in: what the picture shows."


def test_the_diary_asks_for_an_entry_a_day_on_ten_days() -> None:
    starter = starter_of("diary")
    assert starter
    (diary,) = [stage for stage in script_of(starter).stages if stage.key == "diary"]

    asked = [as_data(question) for question in diary.questions]

    assert [(one["entries"], one["every"]) for one in asked] == [(10, "day"), (10, "day")]
