"""Participants with their consent, segments and progress."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from participants.enums import Provenance
from participants.models import (
    Consent,
    ConsentAnswer,
    Extension,
    Membership,
    Participant,
    Reading,
    StageFinish,
)
from sessions.models import Board, ConsentVersion, Question, Segment, Stage

from .boards import facilitator
from .moments import LAUNCHED_AT, NOW


def participant(
    board: Board,
    *,
    name: str = "",
    pseudonym: str = "",
    email: str | None = None,
    consented: bool = True,
    segments: Sequence[Segment] = (),
    **fields: Any,
) -> Participant:
    """A person's place: Member 01, called Heron 01 by peers, at member-01@example.org.

    `consented` gives the newest published consent with every statement agreed to; pass
    `email=""` for someone without an address.
    """
    number = board.participants.count() + 1
    fields.setdefault("timezone", board.timezone)
    fields.setdefault("language", board.language)
    fields.setdefault("added_at", LAUNCHED_AT)
    made = Participant.objects.create(
        board=board,
        name=name or f"Member {number:02}",
        pseudonym=pseudonym or f"Heron {number:02}",
        email=f"member-{number:02}@example.org" if email is None else email,
        **fields,
    )
    for segment in segments:
        member_of(made, segment)
    if consented:
        consent(made)
    return made


def member_of(
    participant: Participant, segment: Segment, *, ended_at: datetime | None = None
) -> Membership:
    """The participant holds this segment, or held it until `ended_at`."""
    return Membership.objects.create(
        participant=participant,
        segment=segment,
        segment_set=segment.segment_set,
        single=not segment.segment_set.allows_several,
        provenance=Provenance.ROSTER,
        given_at=LAUNCHED_AT,
        ended_at=ended_at,
    )


def consent(
    participant: Participant,
    version: ConsentVersion | None = None,
    *,
    agreed: Mapping[str, bool] | None = None,
    given_at: datetime = LAUNCHED_AT,
) -> Consent:
    """Consent to a version, else the newest published; `agreed={"quoted": False}` refuses one."""
    version = version or participant.board.consent_versions.published().latest("number")
    made = Consent.objects.create(participant=participant, version=version, given_at=given_at)
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(
            consent=made, statement=statement, agreed=(agreed or {}).get(statement.key, True)
        )
        for statement in version.statements.all()
    )
    return made


def decline(
    participant: Participant,
    version: ConsentVersion | None = None,
    *,
    declined_at: datetime = LAUNCHED_AT,
) -> Consent:
    version = version or participant.board.consent_versions.published().latest("number")
    return Consent.objects.create(participant=participant, version=version, declined_at=declined_at)


def extension(participant: Participant, stage: Stage, until: datetime) -> Extension:
    return Extension.objects.create(
        participant=participant,
        stage=stage,
        until=until,
        granted_at=NOW,
        granted_by=facilitator(stage.board).user,
    )


def reading(
    participant: Participant,
    question: Question,
    *,
    unlocked_at: datetime | None = NOW,
    locked_again_at: datetime | None = None,
    served_at: datetime | None = None,
) -> Reading:
    return Reading.objects.create(
        participant=participant,
        question=question,
        unlocked_at=unlocked_at,
        locked_again_at=locked_again_at,
        served_at=served_at,
    )


def finish(participant: Participant, stage: Stage, *, finished_at: datetime = NOW) -> StageFinish:
    return StageFinish.objects.create(participant=participant, stage=stage, finished_at=finished_at)
