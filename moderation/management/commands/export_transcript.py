"""Write a board's transcript to a file: the same as the worker builds, at once."""

import shutil
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin import clock
from bulletin.audit.models import Entry
from moderation.enums import TranscriptFormat
from moderation.models import Transcript
from moderation.transcripts.rows import NobodyMayRead
from moderation.transcripts.writing import Written, write_file
from sessions.enums import Audience, Identity
from sessions.models import Board

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Write a board's transcript to a file, or to standard output as `-`."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("slug")
        parser.add_argument("--format", required=True, help=", ".join(TranscriptFormat.values))
        parser.add_argument("--output", required=True, metavar="PATH")
        parser.add_argument(
            "--identity",
            help=f"{', '.join(Identity.values)}; without it, what the board chose for exports",
        )

    def handle(
        self, *, slug: str, format: str, output: str, identity: str | None, **options: Any
    ) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        transcript = Transcript(
            board=board,
            format=one_of(TranscriptFormat, format, "--format"),
            identity=one_of(
                Identity, identity or board.identity_for(Audience.EXPORTS), "--identity"
            ),
            asked_at=clock.now(),
        )
        written = deliver(transcript, output)
        note_export(transcript, now=transcript.asked_at)
        self.stderr.write(f"{written.replies} replies, {written.size} bytes")


def one_of(choices: Any, given: str, option: str) -> str:
    if given not in choices.values:
        raise CommandError(f"{option} {given}: there is no such one; {', '.join(choices.values)}.")
    return given


def deliver(transcript: Transcript, output: str) -> Written:
    """The whole transcript at `output`; what stood there before stays where this fails."""
    try:
        if output != STANDARD_OUTPUT:
            return write_file(transcript, Path(output))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "transcript"
            written = write_file(transcript, path)
            with path.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            return written
    except NobodyMayRead as error:
        raise CommandError(f"{transcript.board.slug}: the board has no facilitator.") from error
    except OSError as error:
        raise CommandError(f"{output}: {error.strerror or error}") from error


def note_export(transcript: Transcript, *, now: datetime) -> None:
    Entry.objects.record(
        "transcript_exported",
        now=now,
        actor=None,
        board=transcript.board_id,
        subject=transcript.board,
        format=transcript.format,
        identity=transcript.identity,
    )
