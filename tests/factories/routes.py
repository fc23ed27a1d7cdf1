"""Options that lead to segments."""

from typing import Any

from sessions.enums import Kind
from sessions.models import Question, Segment, Stage

from .guides import question


def routing_question(stage: Stage, *segments: Segment, **fields: Any) -> Question:
    """A single choice with an option for each segment, called after it, and `Elsewhere`."""
    options = [segment.value for segment in segments]
    asked = question(stage, kind=Kind.SINGLE, options=[*options, "Elsewhere"], **fields)
    for item in asked.wording.items.filter(text__in=options):
        item.routes_to = next(one for one in segments if one.value == item.text)
        item.save(update_fields=["routes_to"])
    return Question.objects.get(pk=asked.pk)
