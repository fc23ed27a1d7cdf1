"""A draft and the few things it lacks become a board."""

from datetime import date, timedelta

import pytest
from hypothesis import given

from sessions.actions.boards import create_board
from sessions.enums import Kind
from sessions.preflight import missing_from
from sessions.script.reading import read_script
from sessions.script.writing import write_script
from sessions.studio.bringing.reading import read_guide
from sessions.studio.bringing.scripting import Keys, Particulars, script_from
from tests import factories
from tests.sessions.studio.test_bringing_text import GUIDE, texts

STARTS = date(2026, 11, 30)


def particulars(days: int = 7) -> Particulars:
    return Particulars(
        title="A small board",
        language="en-GB",
        timezone="Europe/London",
        starts_on=STARTS,
        ends_on=STARTS + timedelta(days=days - 1),
        run_by="The facilitator",
        email="facilitator@example.org",
        information="What this is about.",
        purpose="To learn.",
    )


@pytest.mark.django_db
def test_a_guide_becomes_a_board_that_can_be_launched() -> None:
    script = script_from(read_guide(GUIDE), particulars())

    board = create_board(script=script, owner=factories.user(), now=factories.NOW)

    assert missing_from(board, now=factories.NOW) == []
    assert board.welcome == "Welcome to all of you."
    assert not any(stage.is_released for stage in board.stages.all())
    stages = board.stages.order_by("position")
    assert [[q.kind for q in stage.questions.order_by("position")] for stage in stages] == [
        [Kind.TEXT, Kind.SINGLE],
        [Kind.MULTIPLE, Kind.SCALE],
    ]


def test_a_script_made_from_a_guide_is_written_and_read_again() -> None:
    script = script_from(read_guide(GUIDE), particulars())

    assert read_script(write_script(script)) == script


@pytest.mark.parametrize(
    ("days", "stages", "opens"),
    [(7, 3, [1, 3, 5]), (5, 5, [1, 2, 3, 4, 5]), (1, 2, [1, 1]), (10, 1, [1])],
)
def test_stages_are_spread_over_the_days(days: int, stages: int, opens: list[int]) -> None:
    text = "\n".join(f"# Part {number}\n1. Why?" for number in range(stages))

    script = script_from(read_guide(text), particulars(days))

    assert [getattr(stage.opens, "day", None) for stage in script.stages] == opens
    due = [stage.due.day if stage.due else None for stage in script.stages]
    following = [*opens[1:], 0]
    assert due == [
        after - 1 if after > day else None for day, after in zip(opens, following, strict=True)
    ]


@given(texts())
def test_whatever_was_understood_makes_a_script(text: str) -> None:
    draft = read_guide(text)
    if draft.stages:
        script = script_from(draft, particulars())
        assert [stage.title for stage in script.stages] == [
            " ".join(stage.title.split()) for stage in draft.stages
        ]


def test_many_questions_of_one_wording_each_get_a_key_of_their_own() -> None:
    keys = Keys("question")
    made = [keys.made_from(text) for text in ["Why 2?", *["Why?"] * 20_000]]

    assert made[:4] == ["why-2", "why", "why-3", "why-4"]
    assert len(set(made)) == len(made)
