"""Staff enter what somebody said by e-mail, by telephone or on paper (rules 12 and 16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bulletin.audit.models import Entry
from participants.actions.answering import submit_answer
from participants.entry.actions.consenting import give_consent
from participants.enums import Channel
from participants.kinds.base import AnswerContent
from participants.models import Consent, Participant, Reply
from sessions.models import ConsentStatement, ConsentVersion, Question, StaffMember


@dataclass(frozen=True)
class Provenance:
    """How and when something was said (UTC), and where that can be looked up again."""

    channel: Channel
    said_at: datetime
    source: str


@transaction.atomic
def enter_for(
    *,
    participant: Participant,
    question: Question,
    content: AnswerContent,
    provenance: Provenance,
    staff: StaffMember,
    now: datetime,
    entry: int = 1,
) -> Reply:
    """The person has answered, at the moment they said it, marked as entered by `staff`.

    Raises NotOpen where the question took no answer from them at that moment, or they have
    not consented. The same words entered again change nothing but the trail.
    """
    reply = submit_answer(
        participant=participant,
        question=question,
        content=content,
        entry=entry,
        channel=provenance.channel,
        said_at=provenance.said_at,
        source=provenance.source,
        entered_by=staff,
        now=now,
    )
    Entry.objects.record(
        "answer_entered",
        now=now,
        actor=staff.user_id,
        board=staff.board_id,
        subject=participant,
        question=str(question.pk),
        channel=provenance.channel.value,
        said_at=provenance.said_at.isoformat(),
    )
    return reply


def enter_consent_for(
    *,
    participant: Participant,
    version: ConsentVersion,
    answers: Mapping[ConsentStatement, bool],
    provenance: Provenance,
    staff: StaffMember,
    now: datetime,
) -> Consent:
    """The person takes part under this version, as they said on that channel.

    Raises NotAgreed where a required statement was refused. A second call changes nothing.
    """
    return give_consent(
        participant=participant,
        version=version,
        answers=answers,
        now=now,
        said_at=provenance.said_at,
        channel=provenance.channel,
        source=provenance.source,
        entered_by=staff.user,
    )
