"""What came of a board is written, told to its contributors, and judged by them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.media.keeping import Harmless, keep
from bulletin.media.removing import remove
from bulletin.outbox.actions import nudge
from bulletin.text.markdown import to_html
from participants.actions.posting import NotOpen, take_turns
from participants.enums import Vote
from participants.models import Findings, Participant, Verdict
from sessions.actions.errors import Refused
from sessions.actions.staging import locked_board
from sessions.models import Board
from sessions.timetable.wall_time import WallTime


@transaction.atomic
def save_findings(
    *,
    board: Board,
    text: str,
    verdicts: WallTime | None,
    document: Harmless | None = None,
    drop_document: bool = False,
    by: User,
    now: datetime,
) -> Findings:
    """The board's findings read so from now on, also where they are sent already.

    A new `document` takes the place of the one there was. `verdicts` is until when contributors
    may say whether this gets it right; without it, as long as they may read. Raises WallTimeError
    where daylight saving skips or repeats that time, and Refused where that time is a new one that
    has passed or comes after they can read, or findings that were sent would say nothing.
    """
    board = locked_board(board)
    findings = Findings.objects.filter(board=board).first() or Findings(board=board)
    before = findings.document
    if document is not None:
        findings.document = keep(document, board=board.pk, uploaded_name="report.pdf")
    elif drop_document:
        findings.document = None
    if findings.sent_at and not (text.strip() or findings.document):
        raise Refused(_("It is sent, and must say something."), field="text")
    findings.text, findings.text_html = text, to_html(text)
    if verdicts != findings.verdicts:
        until = verdicts.instant(board.starts_on, board.zone) if verdicts is not None else None
        _refuse_verdicts(board, until, now)
        findings.verdicts, findings.verdicts_until = verdicts, until
    findings.changed_at = now
    findings.save()
    if before is not None and before != findings.document:
        remove([before])
    if findings.sent_at:
        Entry.objects.record("findings_changed", now=now, actor=by.pk, board=board.pk)
    return findings


@transaction.atomic
def send_findings(*, board: Board, by: User, now: datetime) -> bool:
    """Whoever contributed finds them on the board, and those who agreed are written to.

    False where they were sent before. Raises Refused while the board runs, once nobody reads
    there any more, where they say nothing yet, and where the time to answer cannot be.
    """
    board = locked_board(board)
    findings = Findings.objects.select_for_update(no_key=True).filter(board=board).first()
    if findings is None or not (findings.text.strip() or findings.document_id):
        raise Refused(_("There is nothing to send yet: write a text, or add a PDF."))
    if findings.sent_at is not None:
        return False
    if not board.is_launched(now) or not board.has_ended(now):
        raise Refused(_("The board still runs: send the report once it has ended."))
    if board.reading_is_over(now):
        raise Refused(_("Participants read nothing on this board any more."))
    _refuse_verdicts(board, findings.verdicts_until, now)
    findings.sent_at, findings.sent_by = now, by
    findings.save(update_fields=["sent_at", "sent_by"])
    Entry.objects.record("findings_sent", now=now, actor=by.pk, board=board.pk)
    nudge()
    return True


def _refuse_verdicts(board: Board, until: datetime | None, now: datetime) -> None:
    if until is None:
        return
    if until <= now:
        raise Refused(_("The time to answer has passed."), field="verdicts")
    if board.reading_until is not None and until > board.reading_until:
        raise Refused(_("They can answer only while they can read here."), field="verdicts")


@transaction.atomic
def give_verdict(
    *, participant: Participant, findings: Findings, verdict: Vote, words: str, now: datetime
) -> Verdict:
    """This person's answer to whether the findings get it right; a later one takes its place.

    Raises NotOpen where they cannot read them, or are asked no more.
    """
    take_turns(participant)
    participant.refresh_from_db()
    here = Findings.objects.readable_to(participant, now=now).filter(pk=findings.pk).first()
    if here is None or not here.takes_verdicts(now):
        raise NotOpen(_("The time for this answer is over."))
    given, _made = Verdict.objects.update_or_create(
        findings=here,
        participant=participant,
        defaults={"verdict": verdict, "words": words, "said_at": now},
    )
    return given
