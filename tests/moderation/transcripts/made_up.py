"""A transcript that no board stands behind: one stage, one question, and the rows of a test."""

from datetime import UTC, datetime
from typing import Any

from moderation.enums import Standing, TranscriptNames
from moderation.participation import Figures
from moderation.transcripts.record import (
    FORMAT,
    BoardRecord,
    Heading,
    QuestionRecord,
    Row,
    StageRecord,
    WordingRecord,
)
from moderation.transcripts.selection import Selection
from tests import factories

SAID_AT = datetime(2021, 3, 30, 12, 0, tzinfo=UTC)
PROMPT = "What did you hope?"


def heading(**changes: Any) -> Heading:
    fields = {
        "format": FORMAT,
        "made_at": SAID_AT,
        "identity": TranscriptNames.PSEUDONYM,
        "standing": Standing.PSEUDONYMISED,
        "selection": Selection(),
        "about": ["This transcript is pseudonymised."],
        "board": board(),
        "participation": no_figures(),
        "guide": [stage()],
    }
    return Heading(**(fields | changes))


def board(**changes: Any) -> BoardRecord:
    fields = {
        "title": "=Practice: what now?",
        "language": "en-GB",
        "timezone": "Europe/London",
        "welcome": "",
        "starts_on": factories.STARTS_ON,
        "ends_at": factories.ENDS_AT,
        "segments": {"sector": ["health"]},
    }
    return BoardRecord(**(fields | changes))


def stage(prompt: str = PROMPT) -> StageRecord:
    wording = WordingRecord(version=1, prompt=prompt, items=[])
    question = QuestionRecord(
        key="hopes", kind="text", required=True, reveal="after_answer", wordings=[wording]
    )
    return StageRecord(
        key="one",
        title="One",
        introduction="",
        opens_at=None,
        due_at=None,
        closes_at=None,
        questions=[question],
    )


def no_figures() -> Figures:
    lists: dict[str, Any] = {"entered_for": {}, "stages": []}
    return Figures(**(dict.fromkeys(Figures.__annotations__, 0) | lists))


def row(**fields: Any) -> Row:
    """A row that says nothing but what is named."""
    return Row(
        **{
            "reply": 1,
            "version": 1,
            "latest": True,
            "thread": 1,
            "parent": None,
            "kind": "answer",
            "stage": "one",
            "stage_title": "One",
            "question": "hopes",
            "question_kind": "text",
            "question_version": 1,
            "prompt": PROMPT,
            "entry": 1,
            "entry_date": None,
            "author": "Heron 01",
            "person": 1,
            "role": "participant",
            "addressee": "",
            "addressee_person": None,
            "segments": {},
            "quoted": "yes",
            "private_with": "",
            "words": "",
            "choices": "",
            "values": [],
            "codes": [],
            "day": 5,
            "said_at": SAID_AT,
            "entered_at": SAID_AT,
            "channel": "web",
            "source": "",
            "entered_by": "",
            "late": False,
            "after_reading": False,
            "rings_true": 0,
            "needs_reply": False,
            "state": [],
        }
        | fields
    )
