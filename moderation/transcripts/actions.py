"""A transcript is asked for, built by the worker, fetched, and removed when its time is over."""

import uuid
from datetime import datetime
from functools import partial
from pathlib import Path

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from bulletin.audit.models import Entry
from bulletin.celery import app
from moderation.enums import TranscriptFormat, TranscriptNames
from moderation.models import Transcript
from moderation.models.transcript import KEPT_FOR, MOST_ATTEMPTS
from moderation.transcripts.rows import NobodyMayRead, replies_of
from moderation.transcripts.selection import Selection
from moderation.transcripts.writing import FORMATS, Written, write_file
from sessions.models import StaffMember

FOLDER = "transcripts"
BUILD = "transcripts.build"


class Overtaken(Exception):
    """The transcript was cancelled or removed meanwhile, or another worker builds it."""


@transaction.atomic
def ask_for_transcript(
    *,
    member: StaffMember,
    format: TranscriptFormat,
    identity: TranscriptNames,
    now: datetime,
    selection: Selection | None = None,
) -> Transcript:
    """The worker will build it; who asked, for what and under which names is on record.

    Without a selection it is the whole record. The caller has made sure that `member` may
    export under these names.
    """
    transcript = Transcript.objects.create(
        board=member.board,
        format=format,
        identity=identity,
        selection=(selection or Selection()).stored(),
        asked_at=now,
        asked_by=member.user,
    )
    _record("transcript_asked_for", transcript, member=member, now=now)
    transaction.on_commit(partial(_enqueue, transcript.pk), robust=True)
    return transcript


def build(*, transcript: uuid.UUID, now: datetime) -> bool:
    """The transcript has its file, or says why not. False where this call did nothing.

    A conditional update claims it, so that of two calls at once one builds; a claim older than
    CLAIM_LASTS belongs to a worker that died, and is taken over. Raises whatever it did not
    expect, after noting that the transcript failed; what fails once it is no longer this
    call's, because it was cancelled for one, concerns nobody.
    """
    claimed = (
        Transcript.objects.claimable(now=now)
        .filter(pk=transcript, attempts__lt=MOST_ATTEMPTS)
        .update(started_at=now, attempts=F("attempts") + 1, replies_written=0)
    )
    if not claimed:
        return False
    mine = Transcript.objects.select_related("board").get(pk=transcript)
    try:
        _write(mine)
    except Overtaken:
        return False
    except Exception as failure:
        if not _fail(mine, _reason(failure), now):
            return False
        if not isinstance(failure, NobodyMayRead | SoftTimeLimitExceeded):
            raise
    return True


def _reason(failure: Exception) -> str:
    if isinstance(failure, NobodyMayRead):
        return _("Who asked for it may not take it any more: their role has changed or ended.")
    if isinstance(failure, SoftTimeLimitExceeded):
        return _("It took longer than the worker may take. Please tell your technician.")
    if isinstance(failure, OSError):
        return _("The file could not be written: is the disk full?")
    return _("Something went wrong that we did not foresee. Please ask again.")


def sweep(*, now: datetime) -> int:
    """Files to remove are gone, and whatever nobody builds is handed to the worker.

    What has killed its worker too often is given up. Returns how many were handed over.
    """
    for outdated in Transcript.objects.to_remove(now=now):
        remove(transcript=outdated, now=now)
    unclaimed = Transcript.objects.claimable(now=now)
    for hopeless in unclaimed.filter(attempts__gte=MOST_ATTEMPTS):
        _fail(hopeless, _("The worker stopped each time it was being written."), now)
        _clear(hopeless)
    waiting = list(unclaimed.filter(attempts__lt=MOST_ATTEMPTS).values_list("pk", flat=True))
    for transcript in waiting:
        _enqueue(transcript)
    return len(waiting)


def remove(*, transcript: Transcript, now: datetime) -> None:
    """Its file is gone for good, also the one being written; the row stays as a trace."""
    Transcript.objects.filter(pk=transcript.pk, removed_at=None).update(removed_at=now, file="")
    _clear(transcript)


@transaction.atomic
def remove_for_good(*, transcripts: QuerySet[Transcript], now: datetime) -> int:
    """The same of all of these at once, those being written among them; how many."""
    doomed = list(transcripts)
    for transcript in doomed:
        Transcript.objects.filter(pk=transcript.pk).update(removed_at=now, file="")
        transaction.on_commit(partial(_clear, transcript), robust=True)
    return len(doomed)


@transaction.atomic
def cancel(*, transcript: Transcript, member: StaffMember, now: datetime) -> bool:
    """It is not written further, and what was written is gone. False where it was done already."""
    under_way = Transcript.objects.unbuilt().filter(pk=transcript.pk)
    if not under_way.update(cancelled_at=now, cancelled_by=member.user):
        return False
    _record("transcript_cancelled", transcript, member=member, now=now)
    transaction.on_commit(partial(_clear, transcript), robust=True)
    return True


def note_download(*, transcript: Transcript, member: StaffMember, now: datetime) -> None:
    _record("transcript_downloaded", transcript, member=member, now=now)


def _enqueue(transcript: uuid.UUID) -> None:
    """Only saves the wait for the next sweep, which asks the database."""
    app.send_task(BUILD, kwargs={"transcript": str(transcript)})


def _record(action: str, transcript: Transcript, *, member: StaffMember, now: datetime) -> None:
    Entry.objects.record(
        action,
        now=now,
        actor=member.user_id,
        board=transcript.board_id,
        subject=transcript,
        format=transcript.format,
        identity=transcript.identity,
    )


def _write(transcript: Transcript) -> None:
    """Raises Overtaken, and leaves nothing behind, where it is no longer ours to build."""
    _clear(transcript)
    _update(transcript, replies_total=replies_of(transcript).count())
    suffix = FORMATS[TranscriptFormat(transcript.format)].suffix
    name = f"{FOLDER}/{transcript.pk}-{transcript.attempts}.{suffix}"
    path = Path(default_storage.path(name))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        written = write_file(
            transcript, path, tell=lambda told: _update(transcript, replies_written=told)
        )
        _finish(transcript, name, written)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _finish(transcript: Transcript, name: str, written: Written) -> None:
    assert transcript.started_at is not None
    _update(
        transcript,
        file=name,
        checksum=written.checksum,
        size=written.size,
        replies_written=written.replies,
        replies_total=written.replies,
        finished_at=transcript.started_at,
        expires_at=transcript.started_at + KEPT_FOR,
    )


def _update(transcript: Transcript, **fields: object) -> None:
    """Raises Overtaken where the claim is no longer this one's."""
    still_ours = Transcript.objects.unbuilt().filter(pk=transcript.pk, attempts=transcript.attempts)
    if not still_ours.update(**fields):
        raise Overtaken


def _fail(transcript: Transcript, why: str, now: datetime) -> bool:
    """Whether it was still ours to fail."""
    still_ours = Transcript.objects.unbuilt().filter(pk=transcript.pk, attempts=transcript.attempts)
    return bool(still_ours.update(failed_at=now, failed_why=why))


def _clear(transcript: Transcript) -> None:
    """Whatever earlier attempts left on the disk is gone."""
    folder = Path(default_storage.path(FOLDER))
    for leftover in folder.glob(f"{transcript.pk}-*"):
        leftover.unlink(missing_ok=True)
