"""A board's transcripts as one staff member may see them, ready to be shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet
from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from moderation.enums import TranscriptFormat, TranscriptNames, TranscriptState
from moderation.models import Transcript
from moderation.transcripts.about import STANDINGS, chosen, instructions
from moderation.transcripts.rules import names_for
from moderation.transcripts.selection import selection_of
from moderation.web import Desk
from participants.models import Participant, Redaction, ReplyVersion
from sessions.models import Board, StaffMember

SHOWN = 20


@dataclass(frozen=True)
class Line:
    """`share` is how much of it is written, of a hundred; `file_url` is empty without a file."""

    transcript: Transcript
    format: str
    standing: str
    names: str
    holds: list[str]
    state: TranscriptState
    asked_by: str
    cancelled_by: str
    url: str
    file_url: str
    cancel_url: str
    size: str
    share: int

    @property
    def key(self) -> str:
        return f"transcript-{self.transcript.pk}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (TranscriptState.WAITING, TranscriptState.BUILDING)


def transcripts_for(member: StaffMember) -> QuerySet[Transcript]:
    """Those of the board whose names this staff member may see."""
    return Transcript.objects.filter(
        board=member.board_id, identity__in=names_for(member)
    ).select_related("board")


def lines_for(desk: Desk) -> list[Line]:
    """The newest first; four queries, however many there are."""
    names, removal = _staff_names(desk.board), last_removal(desk.board)
    newest = transcripts_for(desk.member).order_by("-asked_at")[:SHOWN]
    return [_line(desk, transcript, names, removal) for transcript in newest]


def line_for(desk: Desk, transcript: Transcript) -> Line:
    return _line(desk, transcript, _staff_names(desk.board), last_removal(desk.board))


def _line(
    desk: Desk, transcript: Transcript, names: dict[UUID, str], removal: datetime | None
) -> Line:
    state = state_at(transcript, desk.now, removal=removal)
    place = [desk.board.slug, transcript.pk]
    asker, canceller = transcript.asked_by_id, transcript.cancelled_by_id
    named, selection = TranscriptNames(transcript.identity), selection_of(transcript)
    guide = selection.instructions_only
    return Line(
        transcript=transcript,
        format=str(TranscriptFormat(transcript.format).label),
        standing="" if guide else str(named.standing.label),
        names="" if guide else str(STANDINGS[named]),
        holds=[instructions()] if guide else chosen(selection),
        state=state,
        asked_by=names.get(asker, "") if asker else "",
        cancelled_by=names.get(canceller, "") if canceller else "",
        url=reverse("desk_transcript", args=place),
        file_url=reverse("desk_transcript_file", args=place)
        if state == TranscriptState.READY
        else "",
        cancel_url=reverse("desk_transcript_cancellation", args=place),
        size=filesizeformat(transcript.size or 0),
        share=_share(transcript),
    )


def state_at(transcript: Transcript, now: datetime, *, removal: datetime | None) -> TranscriptState:
    """A file whose time is over is gone, also before the sweep comes by; so is one that may
    hold words removed at `removal`, the board's last."""
    over = transcript.expires_at is not None and transcript.expires_at <= now
    gone = over or holds_removed_words(transcript, removal)
    return TranscriptState.REMOVED if gone else transcript.state


def last_removal(board: Board) -> datetime | None:
    """When words were last redacted, taken back, or removed with somebody's withdrawal; None if
    never."""
    withdrawn = Participant.objects.removed(board).aggregate(last=Max("withdrawn_at"))
    taken_back = ReplyVersion.objects.filter(reply__board=board, withdrawn_at__isnull=False)
    posts = taken_back.aggregate(last=Max("withdrawn_at"))
    redacted = Redaction.objects.filter(version__reply__board=board).aggregate(last=Max("made_at"))
    moments = [found["last"] for found in (withdrawn, posts, redacted) if found["last"]]
    return max(moments, default=None)


def holds_removed_words(transcript: Transcript, removal: datetime | None) -> bool:
    """Whether there is a file that was begun before the removal, or at that moment."""
    begun = transcript.started_at
    finished = transcript.finished_at is not None
    return finished and removal is not None and begun is not None and begun <= removal


def _staff_names(board: Board) -> dict[UUID, str]:
    """Of everyone who was ever on the staff, by user."""
    return dict(StaffMember.objects.filter(board=board).values_list("user", "display_name"))


def _share(transcript: Transcript) -> int:
    total = transcript.replies_total
    return round(100 * transcript.replies_written / total) if total else 0
