"""The one stream of rows from which every format of a transcript is written."""

from collections.abc import Iterator
from typing import cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from moderation.enums import TranscriptNames, TranscriptPart
from moderation.models import Coding, Transcript
from moderation.transcripts.guide import Guide
from moderation.transcripts.names import Cast
from moderation.transcripts.ordering import arranged
from moderation.transcripts.record import Row
from moderation.transcripts.rules import names_for
from moderation.transcripts.selecting import selected
from moderation.transcripts.selection import selection_of
from moderation.transcripts.telling import Telling
from participants.days import Openings
from participants.models import AnswerValue, Redaction, Reply, ReplyVersion
from participants.models.reply import ReplyQuerySet
from sessions.models import StaffMember

CHUNK = 500


class NobodyMayRead(Exception):
    """Who asked for the transcript may no longer take it: their role has ended or changed."""


def rows(transcript: Transcript) -> Iterator[Row]:
    """Every chosen version of every reply that its reader may read, as it is to be arranged.

    What was said after `transcript.as_of` and whatever concerns testers is left out. Replies
    are read in chunks, a few queries each, so that memory does not grow with what they say.
    Raises NobodyMayRead.
    """
    selection, replies = selection_of(transcript), replies_of(transcript)
    cast = _cast(transcript, replies)
    ordered = arranged(replies, selection.by, cast.in_order(transcript.pk))
    guide = Guide.of(transcript.board)
    openings = Openings(cast.participants, guide.with_daily_diaries())
    telling = Telling(transcript, selection, guide, cast, _numbered(ordered), openings)
    for reply in _with_words(ordered, transcript).iterator(chunk_size=CHUNK):
        yield from telling.rows_of(reply)


def replies_of(transcript: Transcript) -> QuerySet[Reply]:
    """What the transcript speaks of, read as whoever asked for it may read (rules 1 and 9)."""
    readable = (
        Reply.objects.for_staff(reader_of(transcript))
        .counted_on(transcript.board_id)
        .filter(posted_at__lte=transcript.as_of)
    )
    return selected(readable, transcript)


def reader_of(transcript: Transcript) -> StaffMember:
    """The role by which the asker reads; the command line reads as the board's facilitator.

    Raises NobodyMayRead where that role may not take a transcript under these names.
    """
    staff = transcript.board.staff.current().select_related("board")
    asker = transcript.asked_by_id
    reader = staff.filter(user=asker).first() if asker else staff.facilitators().first()
    if reader is None or transcript.identity not in names_for(reader):
        raise NobodyMayRead
    return reader


def _cast(transcript: Transcript, replies: QuerySet[Reply]) -> Cast:
    names = TranscriptNames(transcript.identity)
    cast = Cast.of(transcript.board, names)
    if names == TranscriptNames.ANONYMOUS and not selection_of(transcript).rare_segments:
        cast.without_rare_segments(replies)
    return cast


def _numbered(ordered: QuerySet[Reply]) -> dict[UUID, int]:
    """Each reply's running number, known before its row comes: what it answers may come later."""
    found = ordered.values_list("pk", flat=True).iterator()
    return {reply: number for number, reply in enumerate(found, start=1)}


def _with_words(replies: QuerySet[Reply], transcript: Transcript) -> QuerySet[Reply]:
    versions = (
        ReplyVersion.objects.filter(submitted_at__lte=transcript.as_of)
        .order_by("number")
        .defer("html", "original", "lexemes")
        .prefetch_related(
            Prefetch("values", AnswerValue.objects.select_related("file")),
            "mentions",
            Prefetch("redactions", Redaction.objects.filter(value=None)),
        )
    )
    if selection_of(transcript).holds(TranscriptPart.CODES):
        codings = (
            Coding.objects.current().filter(made_at__lte=transcript.as_of).select_related("code")
        )
        versions = versions.prefetch_related(
            Prefetch("codings", codings.order_by("code__position", "code__name"))
        )
    ringing = cast(ReplyQuerySet, replies).with_resonance(until=transcript.as_of)
    return ringing.prefetch_related(Prefetch("versions", versions))
