"""Write a board's transcript to a file: the same as the worker builds, at once."""

import shutil
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bulletin import clock
from bulletin.audit.models import Entry
from moderation.enums import Arrangement, TranscriptFormat, TranscriptNames, TranscriptPart
from moderation.models import Code, Transcript
from moderation.transcripts.rows import NobodyMayRead
from moderation.transcripts.selection import Selection
from moderation.transcripts.writing import Written, write_file
from participants.enums import ReplyKind
from sessions.enums import Audience
from sessions.models import Board, Segment

STANDARD_OUTPUT = "-"


class Command(BaseCommand):
    help = "Write a board's transcript to a file, or to standard output as `-`."

    def add_arguments(self, parser: Any) -> None:
        add, often = parser.add_argument, {"action": "append", "default": []}
        add("slug")
        add("--format", required=True, help=", ".join(TranscriptFormat.values))
        add("--output", required=True, metavar="PATH")
        add(
            "--names",
            "--identity",
            help=f"{', '.join(TranscriptNames.values)}; else what the board chose for exports",
        )
        add("--by", default=Arrangement.QUESTION.value, help=", ".join(Arrangement.values))
        add("--segment", **often, metavar="SET=VALUE", help="only these people; may be repeated")
        add("--code", **often, help="only replies coded with one of these; may be repeated")
        add("--kind", **often, help=f"only {', '.join(ReplyKind.values)}; may be repeated")
        add("--since", metavar="YYYY-MM-DD", help="only what was said on this day or later")
        add("--until", metavar="YYYY-MM-DD", help="only what was said on this day or before")
        add("--without", **often, help=f"{', '.join(TranscriptPart.values)}; may be repeated")
        add("--rare-segments", action="store_true", help="under fresh labels, tell them too")
        add("--instructions-only", action="store_true", help="the guide alone, for translators")

    def handle(self, *, slug: str, format: str, output: str, **options: Any) -> None:
        board = Board.objects.filter(slug=slug).first()
        if board is None:
            raise CommandError(f"{slug}: there is no board of this name.")
        names = options["names"] or board.identity_for(Audience.EXPORTS)
        transcript = Transcript(
            board=board,
            format=one_of(TranscriptFormat, format, "--format"),
            identity=one_of(TranscriptNames, names, "--names"),
            selection=selection(board, options).stored(),
            asked_at=clock.now(),
        )
        written = deliver(transcript, output)
        note_export(transcript, now=transcript.asked_at)
        self.stderr.write(f"{written.replies} replies, {written.size} bytes")


def selection(board: Board, options: dict[str, Any]) -> Selection:
    """What the options choose of this board. Raises CommandError for what is not there."""
    since, until = day(options, "since"), day(options, "until")
    if since and until and until < since:
        raise CommandError(f"--until {until}: this is before --since {since}.")
    left_out = [one_of(TranscriptPart, part, "--without") for part in options["without"]]
    return Selection(
        by=one_of(Arrangement, options["by"], "--by"),
        segments=segments(board, options["segment"]),
        codes=codes(board, options["code"]),
        kinds=[one_of(ReplyKind, kind, "--kind") for kind in options["kind"]],
        since=since,
        until=until,
        parts=[part for part in TranscriptPart if part not in left_out],
        rare_segments=options["rare_segments"],
        instructions_only=options["instructions_only"],
    )


def one_of(choices: Any, given: str, option: str) -> Any:
    if given not in choices.values:
        raise CommandError(f"{option} {given}: there is no such one; {', '.join(choices.values)}.")
    return choices(given)


def day(options: dict[str, Any], name: str) -> date | None:
    given = options[name]
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise CommandError(f"--{name} {given}: this is no date; write it YYYY-MM-DD.") from error


def segments(board: Board, given: list[str]) -> dict[str, list[str]]:
    there = Segment.objects.filter(segment_set__board=board).values_list(
        "segment_set__key", "value"
    )
    known = {f"{key}={value}": (key, value) for key, value in there}
    chosen: dict[str, list[str]] = {}
    for one in given:
        key, value = known[one] if one in known else _unknown("--segment", one, known)
        chosen.setdefault(key, []).append(value)
    return chosen


def codes(board: Board, given: list[str]) -> list[str]:
    known = list(Code.objects.filter(board=board).values_list("name", flat=True))
    return [one if one in known else _unknown("--code", one, known) for one in given]


def _unknown(option: str, given: str, known: Any) -> Any:
    raise CommandError(
        f"{option} {given}: the board has no such one; {', '.join(known) or 'none'}."
    )


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
