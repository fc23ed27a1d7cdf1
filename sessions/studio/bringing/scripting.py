"""A draft and the few things that it lacks become a board script."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sessions.enums import ContactPurpose, Kind, Role
from sessions.script.reading import script_of_data
from sessions.script.shape import FORMAT, BoardScript
from sessions.studio.bringing.draft import GuideDraft, QuestionDraft, StageDraft

OPENS_AT, DUE_AT, ENDS_AT = "09:00", "20:00", "18:00"
_LONGEST_KEY = 40
_RUN_OF_DASHES = re.compile("[-_]+")


@dataclass(frozen=True)
class Particulars:
    """What a script needs and a guide on paper does not say. `ends_on` is the last day."""

    title: str
    language: str
    timezone: str
    starts_on: date
    ends_on: date
    run_by: str
    email: str
    information: str
    purpose: str = ""

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1


def script_from(draft: GuideDraft, particulars: Particulars) -> BoardScript:
    """The board that this guide describes: none of its stages is released.

    Raises ScriptErrors for what cannot be, such as a time that daylight saving skips.
    """
    with translation.override(particulars.language):
        data = _board(draft, particulars) | {"stages": _stages(draft.stages, particulars.days)}
    return script_of_data(data, particulars.title)


def _board(draft: GuideDraft, particulars: Particulars) -> dict[str, Any]:
    runs = {"name": particulars.run_by, "role": Role.FACILITATOR.value}
    answers = {
        "for": ContactPurpose.QUESTIONS.value,
        "name": particulars.run_by,
        "email": particulars.email,
    }
    front = {"run_by": [runs], "contacts": [answers]} | _filled(purpose=particulars.purpose)
    board = {
        "title": particulars.title,
        "timezone": particulars.timezone,
        "language": particulars.language,
        "starts_on": particulars.starts_on.isoformat(),
        "ends": {"day": str(particulars.days), "at": ENDS_AT},
        "front_matter": front,
        "consent": {"information": particulars.information, "statements": _statements()},
    }
    return {"format": FORMAT, "board": board | _filled(welcome=draft.welcome)}


def _statements() -> list[dict[str, Any]]:
    return [
        {"key": "take-part", "text": _("I have read this and agree to take part.")},
        {
            "key": "quoted",
            "required": "false",
            "text": _("My words may be quoted without my name."),
        },
    ]


def _stages(stages: list[StageDraft], days: int) -> list[dict[str, Any]]:
    """They open one after the other, spread over the days of the board."""
    opens = [1 + place * days // len(stages) for place in range(len(stages))]
    keys = Keys("stage")
    questions = Keys("question")
    return [
        {
            "key": keys.made_from(stage.title),
            "title": stage.title,
            "opens": {"day": str(day), "at": OPENS_AT},
            "questions": [
                _question(question, questions.made_from(question.prompt))
                for question in stage.questions
            ],
        }
        | _filled(introduction=stage.introduction)
        | ({"due": {"day": str(following - 1), "at": DUE_AT}} if following > day else {})
        for stage, day, following in zip(stages, opens, [*opens[1:], 0], strict=True)
    ]


def _question(question: QuestionDraft, key: str) -> dict[str, Any]:
    common = {"key": key, "kind": question.kind.value, "prompt": question.prompt}
    return common | _own(question) | _filled(note=question.note)


def _own(question: QuestionDraft) -> dict[str, Any]:
    """What only a question of its kind says."""
    if question.kind is Kind.SCALE:
        assert question.ends is not None
        low, high = question.ends_in_words
        return {
            "scale": {
                "from": str(question.ends[0]),
                "to": str(question.ends[1]),
                "low": low or _("lowest"),
                "high": high or _("highest"),
            }
        }
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE):
        choice: dict[str, Any] = {"options": [option.text for option in question.options]}
        if question.other:
            choice["other"] = "true"
        return choice | ({"max_choices": str(question.most)} if question.most else {})
    return {}


def _filled(**values: str) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value}


class Keys:
    """Keys of things that stand beside one another, none twice."""

    def __init__(self, fallback: str, taken: Iterable[str] = ()) -> None:
        self._fallback, self._taken = fallback, set(taken)
        self._last: dict[str, int] = {}

    def made_from(self, text: str) -> str:
        slug = _RUN_OF_DASHES.sub("-", slugify(text))[:_LONGEST_KEY].strip("-")
        key = plain = slug or self._fallback
        number = self._last.get(plain, 1)
        while key in self._taken:
            number += 1
            key = f"{plain}-{number}"
        self._taken.add(key)
        self._last[plain] = number
        return key
