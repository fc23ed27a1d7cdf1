"""Who has spoken to somebody by name."""

import uuid
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Coalesce

from bulletin.statements import Statement
from participants.board.seen import name_for_peers
from participants.gate.reader import facts_of, reader_with
from participants.models import Mention, Participant, Redaction, Reply
from participants.phrases import is_hidden
from participants.web import Visit
from sessions.enums import Audience, Identity


class Spoken(NamedTuple):
    """A reply that speaks to the visitor, the question it stands under, and by whom it is."""

    reply: uuid.UUID
    question: uuid.UUID
    author: str
    said_at: datetime


def mentions_since(visit: Visit) -> list[Spoken]:
    """The newest first, none where their name is hidden. One query, through the gate, and two
    more where something in these is redacted."""
    since = visit.told_since
    if since is None:
        return []
    called = visit.board.identity_for(Audience.PEERS)
    found = spoken_to(
        **facts_of(visit.participant),
        now=visit.now,
        since=since,
        named=called != Identity.PSEUDONYM,
        by_first_name=called == Identity.FIRST_NAME,
    )
    redacted = [version for *_told, version, is_redacted in found if is_redacted]
    hidden = _hidden_in(redacted, visit.participant) if redacted else set()
    return [Spoken(*told) for *told, version, _any in found if version not in hidden]


def _hidden_in(versions: list[uuid.UUID], participant: Participant) -> set[uuid.UUID]:
    """Those in which they are named nowhere that can be read."""
    mentions = Mention.objects.filter(version__in=versions, participant=participant)
    redactions = Redaction.objects.filter(value=None)
    read = {
        one.version_id
        for one in mentions.select_related("version").prefetch_related(
            Prefetch("version__redactions", redactions)
        )
        if not is_hidden(
            (one.start, one.end),
            list(one.version.redactions.all()),
            since=one.version.submitted_at,
            in_part=True,
        )
    }
    return set(versions) - read


@Statement
def spoken_to(
    reader: uuid.UUID,
    board: uuid.UUID,
    tester: bool,
    now: datetime,
    since: datetime,
    named: bool,
    by_first_name: bool,
) -> QuerySet[Any, Any]:
    person = reader_with(reader, board, tester=tester)
    speaking = Mention.objects.filter(
        participant=reader, version__reply__current_version=F("version")
    )
    redactions = Redaction.objects.filter(version=OuterRef("current_version"), value=None)
    author = Coalesce("staff__display_name", name_for_peers(named, by_first_name))
    return (
        Reply.objects.visible_to(person, now=now)
        .filter(
            current_version__in=speaking.values("version"),
            posted_at__gt=since,
            withdrawn_at=None,
        )
        .order_by("-posted_at", "pk")
        .values_list(
            "pk", "question_id", author, "posted_at", "current_version_id", Exists(redactions)
        )
    )
