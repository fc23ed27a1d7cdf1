"""A stage with each kind of question that the demo's guide does without, answered by some."""

from datetime import datetime, timedelta
from typing import Any

from participants.models import Participant
from sessions.enums import Every, Kind, Reveal
from sessions.models import Board, Question, Stage
from tests import factories
from tests.photographs.planted_answers import answer_all
from tests.photographs.room import room

STAGE = "every-kind"
OPTIONS = ["Meeting people who do the same work", "Time to think", "A place to ask", "The biscuits"]
PLAN = "The plan of a room with two windows and three tables"

TEXT_PAGE: dict[str, Any] = {
    "key": "before-you-begin",
    "kind": Kind.TEXT_PAGE,
    "prompt": "### Before you begin\n\nHave a picture of the room at hand in which you meet.",
}
ASKED: tuple[dict[str, Any], ...] = (
    {
        "key": "at-length",
        "settings": {"min_words": 30},
        "prompt": "Think back to the last time your group met. What happened there that would not"
        " have happened anywhere else, and who or what made it so?",
    },
    {
        "key": "diary",
        "entries": 5,
        "every": Every.DAY,
        "prompt": "What did you do today for your group, if only for a minute?",
    },
    {
        "key": "shown-at-the-end",
        "reveal": Reveal.AFTER_CLOSE,
        "required": False,
        "prompt": "What would you tell somebody who joins next year?",
    },
    {
        "key": "one-of",
        "kind": Kind.SINGLE,
        "options": OPTIONS,
        "settings": {"other": True},
        "prompt": "What keeps you coming?",
    },
    {
        "key": "wide-scale",
        "kind": Kind.SCALE,
        "settings": {"from": 0, "to": 10},
        "prompt": "How likely is it that the group meets in a year from now?",
    },
    {
        "key": "grid-of-words",
        "kind": Kind.GRID,
        "rows": OPTIONS[:3],
        "columns": ["Never", "Now and then", "Mostly", "Always"],
        "prompt": "How often did you find these in your group?",
    },
    {
        "key": "grid-of-points",
        "kind": Kind.GRID,
        "rows": OPTIONS,
        "prompt": "How much does each of these matter to you?",
    },
    {
        "key": "plan",
        "kind": Kind.ANNOTATE,
        "marks": ["Works well", "Gets in the way"],
        "prompt": "Here is the plan of a room. Mark what works in it, and what gets in the way.",
    },
    {
        "key": "room",
        "kind": Kind.FILE,
        "settings": {"takes": ["picture", "document"], "words": True},
        "prompt": "Show us the room in which you meet.",
    },
    {"key": "looked-at", "prompt": "Would your group meet in this room?"},
)


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
    factories.question(stage, **TEXT_PAGE)
    asked = [factories.question(stage, **fields) for fields in ASKED]
    _show_a_room(stage)
    answer_all(people, asked, now)


def _show_a_room(stage: Stage) -> None:
    """To be marked in one question, and to be looked at beside another."""
    marked = Question.objects.get(stage=stage, key="plan").wording.items.filter(key="picture")
    marked.update(picture=room(stage.board, "the-room"), text=PLAN)
    looked_at = Question.objects.get(stage=stage, key="looked-at")
    factories.stimulus(looked_at, room(stage.board, "another-room"), PLAN)
