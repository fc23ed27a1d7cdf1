"""Somebody chooses an option, and holds what it leads to."""

from datetime import datetime

from participants.actions.answering import submit_answer
from participants.enums import Channel
from participants.kinds.content import AnswerContent, ValueContent
from participants.models import Membership, Participant, Reply
from sessions.models import Question, StaffMember
from tests.factories import NOW


def choose(
    person: Participant,
    question: Question,
    text: str,
    *,
    now: datetime = NOW,
    said_at: datetime | None = None,
    entered_by: StaffMember | None = None,
) -> Reply:
    item = question.wording.items.get(text=text)
    return submit_answer(
        participant=person,
        question=question,
        content=AnswerContent("", (ValueContent(item=item),)),
        now=now,
        channel=Channel.TELEPHONE if entered_by else Channel.WEB,
        said_at=said_at,
        entered_by=entered_by,
    )


def held_by(person: Participant) -> list[str]:
    """The values they hold now, in the sets' order."""
    held = Membership.objects.current().filter(participant=person)
    ordered = held.order_by("segment_set__position", "segment__position")
    return list(ordered.values_list("segment__value", flat=True))


def history_of(person: Participant) -> list[tuple[str, str, str | None]]:
    """Each value in the order given: how it came, and through what it ended, None where held."""
    rows = Membership.objects.filter(participant=person).order_by("given_at", "ended_at")
    return [
        (row.segment.value, row.provenance, row.ended_through if row.ended_at else None)
        for row in rows.select_related("segment")
    ]
