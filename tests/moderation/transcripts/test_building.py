"""The worker's part: claimed once, taken over from the dead, given up, swept."""

import hashlib
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded

from bulletin.audit.models import Entry
from bulletin.celery import app
from moderation.enums import TranscriptFormat, TranscriptNames, TranscriptState
from moderation.models import Transcript
from moderation.models.transcript import CLAIM_LASTS, KEPT_FOR, MOST_ATTEMPTS
from moderation.transcripts import actions, tasks, writing
from moderation.transcripts.rows import rows
from moderation.transcripts.selection import Selection, selection_of
from moderation.transcripts.writing import write_file
from sessions.models import StaffMember
from tests import factories

pytestmark = pytest.mark.django_db

NOW = factories.ENDS_AT + factories.DAY


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "transcripts"


@pytest.fixture(autouse=True)
def enqueued(monkeypatch):
    """What the worker was asked to build, in order."""
    sent = []
    monkeypatch.setattr(
        app, "send_task", lambda name, kwargs: sent.append((name, kwargs["transcript"]))
    )
    return sent


@pytest.fixture
def asked(lived, facilitator):
    return actions.ask_for_transcript(
        member=facilitator,
        format=TranscriptFormat.CSV,
        identity=TranscriptNames.PSEUDONYM,
        now=NOW,
    )


def build(transcript, now=NOW):
    done = actions.build(transcript=transcript.pk, now=now)
    transcript.refresh_from_db()
    return done


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*"))


def test_asking_is_on_record_and_reaches_the_worker(
    lived, facilitator, enqueued, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = actions.ask_for_transcript(
            member=facilitator,
            format=TranscriptFormat.JSON,
            identity=TranscriptNames.REAL_NAME,
            now=NOW,
        )

    assert enqueued == [("transcripts.build", str(asked.pk))]
    assert asked.state == TranscriptState.WAITING
    entry = Entry.objects.get(action="transcript_asked_for")
    assert (entry.actor, entry.board, entry.subject, entry.details) == (
        facilitator.user_id,
        asked.board_id,
        asked.pk,
        {"format": "json", "identity": "real_name"},
    )


def test_a_built_transcript_has_its_file_with_checksum_size_and_expiry(asked, folder):
    assert build(asked) is True

    path = Path(asked.file.path)
    assert asked.state == TranscriptState.READY
    assert (asked.replies_written, asked.replies_total) == (8, 8)
    assert asked.checksum == hashlib.sha256(path.read_bytes()).hexdigest()
    assert asked.size == path.stat().st_size
    assert asked.expires_at == NOW + KEPT_FOR
    assert files(folder) == [f"{asked.pk}-1.zip"]
    assert zipfile.is_zipfile(path)


def test_building_twice_builds_once(asked):
    assert build(asked) is True
    before = Transcript.objects.values().get(pk=asked.pk)

    assert build(asked) is False
    assert Transcript.objects.values().get(pk=asked.pk) == before


def test_the_task_runs_twice_and_builds_once(asked):
    assert tasks.build(transcript=str(asked.pk)) is True
    assert tasks.build(transcript=str(asked.pk)) is False


def test_a_claimed_transcript_is_left_to_its_worker(asked):
    Transcript.objects.filter(pk=asked.pk).update(started_at=NOW, attempts=1)

    assert build(asked, NOW + CLAIM_LASTS - timedelta(seconds=1)) is False
    assert asked.state == TranscriptState.BUILDING


def test_what_a_killed_worker_left_half_built_is_taken_over(asked, folder, enqueued):
    Transcript.objects.filter(pk=asked.pk).update(started_at=NOW, attempts=1, replies_written=3)
    folder.mkdir()
    (folder / f"{asked.pk}-1.zip.x1.part").write_bytes(b"half")

    assert actions.sweep(now=NOW + timedelta(seconds=30)) == 0
    assert actions.sweep(now=NOW + CLAIM_LASTS) == 1
    assert enqueued == [("transcripts.build", str(asked.pk))]

    assert build(asked, NOW + CLAIM_LASTS) is True
    assert asked.state == TranscriptState.READY
    assert files(folder) == [f"{asked.pk}-2.zip"]


def test_a_worker_that_was_overtaken_leaves_the_others_work_alone(asked, folder, monkeypatch):
    monkeypatch.setattr("moderation.transcripts.writing.TOLD_EVERY", 3)
    real_update = actions._update

    def overtaken_meanwhile(transcript, **fields):
        if "replies_written" in fields and "checksum" not in fields and transcript.attempts == 1:
            Transcript.objects.filter(pk=transcript.pk).update(attempts=2)
        real_update(transcript, **fields)

    monkeypatch.setattr(actions, "_update", overtaken_meanwhile)
    (folder).mkdir()

    assert build(asked) is False
    assert asked.finished_at is None
    assert asked.failed_at is None
    assert files(folder) == []


def test_what_kills_its_worker_each_time_is_given_up_with_a_reason(asked, enqueued, folder):
    Transcript.objects.filter(pk=asked.pk).update(started_at=NOW, attempts=MOST_ATTEMPTS)
    folder.mkdir()
    (folder / f"{asked.pk}-{MOST_ATTEMPTS}.zip.x1.part").write_bytes(b"half")

    assert actions.sweep(now=NOW + CLAIM_LASTS) == 0

    asked.refresh_from_db()
    assert asked.state == TranscriptState.FAILED
    assert asked.failed_why == "The worker stopped each time it was being written."
    assert files(folder) == []
    assert enqueued == []


def test_what_was_never_begun_is_handed_over_again_by_each_sweep(asked, enqueued):
    assert actions.sweep(now=NOW) == 1
    assert tasks.sweep() == 1
    assert [name for name, _ in enqueued] == ["transcripts.build"] * 2


@pytest.mark.parametrize(
    ("failure", "why", "raised"),
    [
        (OSError("No space left on device"), "is the disk full", True),
        (SoftTimeLimitExceeded(), "longer than the worker may take", False),
        (ZeroDivisionError(), "did not foresee", True),
    ],
)
def test_a_failure_says_why_and_leaves_no_file(asked, folder, monkeypatch, failure, why, raised):
    def fail(*_args):
        raise failure

    monkeypatch.setattr("moderation.transcripts.writing.heading_of", fail)

    if raised:
        with pytest.raises(type(failure)):
            build(asked)
        asked.refresh_from_db()
    else:
        assert build(asked) is True

    assert asked.state == TranscriptState.FAILED
    assert why in asked.failed_why
    assert files(folder) == []


def test_whoever_lost_their_role_meanwhile_gets_no_file(asked, facilitator, folder):
    StaffMember.objects.filter(pk=facilitator.pk).update(removed_at=NOW)

    assert build(asked) is True

    assert asked.state == TranscriptState.FAILED
    assert "their role has changed or ended" in asked.failed_why
    assert files(folder) == []


def test_an_expired_file_is_removed_by_the_sweep_and_the_row_stays(asked, folder):
    build(asked)

    actions.sweep(now=NOW + KEPT_FOR - timedelta(seconds=1))
    assert files(folder) == [f"{asked.pk}-1.zip"]

    actions.sweep(now=NOW + KEPT_FOR)
    asked.refresh_from_db()
    assert (asked.state, asked.file.name) == (TranscriptState.REMOVED, "")
    assert files(folder) == []
    assert len(asked.checksum) == 64


def test_what_is_removed_while_being_written_never_gets_a_file(asked, folder, monkeypatch):
    real_write = write_file

    def removed_meanwhile(transcript, path, tell):
        written = real_write(transcript, path, tell=tell)
        actions.remove(transcript=transcript, now=NOW)
        return written

    monkeypatch.setattr(actions, "write_file", removed_meanwhile)

    assert build(asked) is False
    assert asked.state == TranscriptState.REMOVED
    assert files(folder) == []


def test_what_is_cancelled_before_it_begins_is_never_built(asked, facilitator, folder, enqueued):
    assert actions.cancel(transcript=asked, member=facilitator, now=NOW) is True

    assert build(asked) is False
    assert actions.sweep(now=NOW + CLAIM_LASTS) == 0
    assert (asked.state, asked.cancelled_at, asked.cancelled_by) == (
        TranscriptState.CANCELLED,
        NOW,
        facilitator.user,
    )
    assert files(folder) == []


@pytest.mark.parametrize("at", ["while rows are written", "while nothing is told"])
def test_what_is_cancelled_while_being_written_leaves_no_file(
    asked, facilitator, folder, monkeypatch, django_capture_on_commit_callbacks, at
):
    if at == "while rows are written":
        monkeypatch.setattr("moderation.transcripts.writing.TOLD_EVERY", 3)

    def cancelled_meanwhile(transcript):
        for number, row in enumerate(rows(transcript)):
            if number == 1:
                with django_capture_on_commit_callbacks(execute=True):
                    actions.cancel(transcript=asked, member=facilitator, now=NOW)
                assert files(folder) == []
            yield row

    monkeypatch.setattr(writing, "rows", cancelled_meanwhile)

    assert build(asked) is False
    assert (asked.state, asked.failed_at, asked.finished_at) == (
        TranscriptState.CANCELLED,
        None,
        None,
    )
    assert files(folder) == []


def test_cancelling_stands_in_the_trail_once(asked, facilitator):
    assert actions.cancel(transcript=asked, member=facilitator, now=NOW) is True
    assert actions.cancel(transcript=asked, member=facilitator, now=NOW) is False

    entries = Entry.objects.filter(action="transcript_cancelled")
    assert [(entry.actor, entry.subject) for entry in entries] == [(facilitator.user_id, asked.pk)]


def test_what_is_finished_cannot_be_cancelled(asked, facilitator, folder):
    build(asked)

    assert actions.cancel(transcript=asked, member=facilitator, now=NOW) is False
    asked.refresh_from_db()
    assert asked.state == TranscriptState.READY
    assert files(folder) == [f"{asked.pk}-1.zip"]


def test_a_file_that_holds_what_was_redacted_since_is_removed(asked, lived, folder):
    build(asked)
    assert actions.sweep(now=NOW) == 0
    assert files(folder) == [f"{asked.pk}-1.zip"]

    factories.redact(lived.comment, "The same", "[…]", now=NOW + timedelta(minutes=1))
    actions.sweep(now=NOW + timedelta(minutes=2))

    asked.refresh_from_db()
    assert asked.state == TranscriptState.REMOVED
    assert files(folder) == []


def test_the_row_keeps_what_was_chosen_and_the_file_follows_it(lived, facilitator, folder):
    selection = Selection(by="time", kinds=["comment"])
    asked = actions.ask_for_transcript(
        member=facilitator,
        format=TranscriptFormat.JSON,
        identity=TranscriptNames.ANONYMOUS,
        selection=selection,
        now=NOW,
    )

    assert build(asked) is True

    told = json.loads(Path(asked.file.path).read_text(encoding="utf-8"))
    assert selection_of(asked) == selection
    assert told["selection"] == selection.stored()
    assert [row["words"] for row in told["rows"]] == [
        "I see no list.",
        "The same here.",
        "Across the county.",
    ]
