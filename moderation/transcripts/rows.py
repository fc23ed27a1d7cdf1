"""The one stream of rows from which every format of a transcript is written."""

from collections.abc import Iterator

from django.db.models import Case, F, IntegerField, Prefetch, QuerySet, Value, When

from moderation.models import Transcript
from moderation.transcripts.guide import Guide
from moderation.transcripts.names import Cast
from moderation.transcripts.record import Row
from moderation.transcripts.rules import identities_for
from moderation.transcripts.telling import Telling
from participants.models import Reply, ReplyVersion
from sessions.enums import Identity
from sessions.models import StaffMember

CHUNK = 500


class NobodyMayRead(Exception):
    """Who asked for the transcript may no longer take it: their role has ended or changed."""


def rows(transcript: Transcript) -> Iterator[Row]:
    """Every version of every reply that its reader may read, in the order of the guide.

    What was said after `transcript.as_of` and whatever concerns testers is left out. Replies
    are read in chunks, three queries each, so that memory does not grow with their number.
    Raises NobodyMayRead.
    """
    telling = Telling(transcript, Guide.of(transcript.board), _cast(transcript))
    replies = _in_reading_order(replies_of(transcript)).prefetch_related(
        Prefetch("versions", _versions(transcript))
    )
    for reply in replies.iterator(chunk_size=CHUNK):
        yield from telling.rows_of(reply)


def replies_of(transcript: Transcript) -> QuerySet[Reply]:
    """What the transcript speaks of, read as whoever asked for it may read (rules 1 and 9)."""
    return (
        Reply.objects.for_staff(reader_of(transcript))
        .counted()
        .filter(posted_at__lte=transcript.as_of)
    )


def reader_of(transcript: Transcript) -> StaffMember:
    """The role by which the asker reads; the command line reads as the board's facilitator.

    Raises NobodyMayRead where that role may not take a transcript under these names.
    """
    staff = transcript.board.staff.current().select_related("board")
    asker = transcript.asked_by_id
    reader = staff.filter(user=asker).first() if asker else staff.facilitators().first()
    if reader is None or transcript.identity not in identities_for(reader):
        raise NobodyMayRead
    return reader


def _cast(transcript: Transcript) -> Cast:
    return Cast.of(transcript.board, Identity(transcript.identity))


def _versions(transcript: Transcript) -> QuerySet[ReplyVersion]:
    return (
        ReplyVersion.objects.filter(submitted_at__lte=transcript.as_of)
        .order_by("number")
        .defer("html")
        .prefetch_related("values")
    )


def _in_reading_order(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """By stage and question; each thread from its beginning, each branch after its parent."""
    begins, branches = When(parent=None, then=None), {"parent": F("thread")}
    return replies.annotate(
        branch=Case(begins, When(**branches, then=F("id")), default=F("parent")),
        branch_said_at=Case(
            begins, When(**branches, then=F("said_at")), default=F("parent__said_at")
        ),
        depth=Case(
            When(parent=None, then=Value(0)),
            When(**branches, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
    ).order_by(
        "question__stage__position",
        "question__position",
        "thread__said_at",
        "thread_id",
        F("branch_said_at").asc(nulls_first=True),
        F("branch").asc(nulls_first=True),
        "depth",
        "said_at",
        "id",
    )
