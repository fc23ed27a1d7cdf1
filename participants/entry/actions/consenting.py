"""Recording what a person said to one version of the information (rule 12)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.enums import Channel
from participants.models import Consent, ConsentAnswer, Participant
from sessions.models import ConsentStatement, ConsentVersion


class NotAgreed(ValueError):
    """Consent was to be given while a statement is unanswered or a required one refused."""


@transaction.atomic
def give_consent(
    *,
    participant: Participant,
    version: ConsentVersion,
    answers: Mapping[ConsentStatement, bool],
    now: datetime,
    said_at: datetime | None = None,
    channel: Channel = Channel.WEB,
    source: str = "",
    entered_by: User | None = None,
) -> Consent:
    """The person takes part under this version, with their answer to each of its statements.

    `said_at` (UTC) is when they said so on another channel: it counts, not the entry.
    A consent once given stays as it was given: a second call returns it. One declined before
    is given now. Raises NotAgreed where not every statement is answered, or a required one
    with no.
    """
    statements = list(version.statements.all())
    if any(statement not in answers for statement in statements) or any(
        statement.required and not answers[statement] for statement in statements
    ):
        raise NotAgreed
    consent = _consent_to(participant, version)
    if consent.given_at:
        return consent
    _record(
        consent,
        given_at=said_at or now,
        channel=channel,
        source=source,
        entered_by=entered_by,
        now=now,
    )
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(consent=consent, statement=statement, agreed=answers[statement])
        for statement in statements
    )
    return consent


@transaction.atomic
def decline(
    *,
    participant: Participant,
    version: ConsentVersion,
    now: datetime,
    channel: Channel = Channel.WEB,
    source: str = "",
    entered_by: User | None = None,
) -> Consent:
    """The person does not take part; nothing more is sent to them.

    A consent once given is not declined but withdrawn: it is returned as it is.
    """
    consent = _consent_to(participant, version)
    if consent.given_at or consent.declined_at:
        return consent
    _record(
        consent, declined_at=now, channel=channel, source=source, entered_by=entered_by, now=now
    )
    return consent


def _consent_to(participant: Participant, version: ConsentVersion) -> Consent:
    """The one consent of this person and version, locked together with the person."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    return Consent.objects.filter(participant=participant, version=version).first() or Consent(
        participant=participant, version=version
    )


def _record(
    consent: Consent,
    *,
    channel: Channel,
    source: str,
    entered_by: User | None,
    now: datetime,
    given_at: datetime | None = None,
    declined_at: datetime | None = None,
) -> None:
    consent.given_at, consent.declined_at = given_at, declined_at
    consent.channel, consent.source, consent.entered_by = channel, source, entered_by
    consent.save()
    if entered_by is not None:
        Entry.objects.record(
            "consent_entered" if given_at else "refusal_entered",
            now=now,
            actor=entered_by.pk,
            board=consent.participant.board_id,
            subject=consent,
            channel=channel.value,
        )
