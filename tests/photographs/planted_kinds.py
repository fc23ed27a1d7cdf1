"""A stage with each kind of question that the demo's guide does without, answered by some."""

from datetime import datetime, timedelta

from participants.models import Participant
from sessions.enums import Every, Kind, Reveal
from sessions.models import Board, Question, Stage
from tests import factories
from tests.photographs.planted_answers import answer_all
from tests.photographs.room import room

STAGE = "every-kind"
OPTIONS = ["Meeting people who do the same work", "Time to think", "A place to ask", "The biscuits"]


def plant_kinds(board: Board, people: list[Participant], now: datetime) -> None:
    """The stage opened yesterday; these people have answered everything in it."""
    stage = factories.stage(
        board,
        key=STAGE,
        title="A place to work in",
        introduction="A few questions of another sort.",
        introduction_html="<p>A few questions of another sort.</p>",
        opens_at=now - timedelta(days=1),
        due_at=now + timedelta(days=1),
    )
    asked = [*_words(stage), *_choices(stage), *_pictures(stage)]
    answer_all(people, asked, now)


def _words(stage: Stage) -> list[Question]:
    factories.question(
        stage,
        key="before-you-begin",
        kind=Kind.TEXT_PAGE,
        prompt="### Before you begin\n\nHave a picture of the room at hand in which you meet.",
    )
    return [
        factories.question(
            stage,
            key="at-length",
            settings={"min_words": 30},
            prompt="Think back to the last time your group met. What happened there that would not"
            " have happened anywhere else, and who or what made it so?",
        ),
        factories.question(
            stage,
            key="diary",
            entries=5,
            every=Every.DAY,
            prompt="What did you do today for your group, if only for a minute?",
        ),
        factories.question(
            stage,
            key="shown-at-the-end",
            reveal=Reveal.AFTER_CLOSE,
            required=False,
            prompt="What would you tell somebody who joins next year?",
        ),
    ]


def _choices(stage: Stage) -> list[Question]:
    return [
        factories.question(
            stage,
            key="one-of",
            kind=Kind.SINGLE,
            options=OPTIONS,
            settings={"other": True},
            prompt="What keeps you coming?",
        ),
        factories.question(
            stage,
            key="wide-scale",
            kind=Kind.SCALE,
            settings={"from": 0, "to": 10},
            prompt="How likely is it that the group meets in a year from now?",
        ),
        factories.question(
            stage,
            key="grid-of-words",
            kind=Kind.GRID,
            rows=OPTIONS[:3],
            columns=["Never", "Now and then", "Mostly", "Always"],
            prompt="How often did you find these in your group?",
        ),
        factories.question(
            stage,
            key="grid-of-points",
            kind=Kind.GRID,
            rows=OPTIONS,
            prompt="How much does each of these matter to you?",
        ),
    ]


def _pictures(stage: Stage) -> list[Question]:
    board = stage.board
    marked = factories.question(
        stage,
        key="plan",
        kind=Kind.ANNOTATE,
        marks=["Works well", "Gets in the way"],
        prompt="Here is the plan of a room. Mark what works in it, and what gets in the way.",
    )
    marked.wording.items.filter(key="picture").update(
        picture=room(board, "the-room"), text="The plan of a room with two windows and three tables"
    )
    sent = factories.question(
        stage,
        key="room",
        kind=Kind.FILE,
        settings={"takes": ["picture", "document"], "words": True},
        prompt="Show us the room in which you meet.",
    )
    looked_at = factories.question(
        stage, key="looked-at", prompt="Would your group meet in this room?"
    )
    factories.stimulus(looked_at, room(board, "another-room"), "A room with two windows")
    return [marked, sent, looked_at]
