"""From a transcript to a file: whole, or not there at all."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils import translation

from moderation.enums import TranscriptFormat
from moderation.models import Transcript
from moderation.transcripts.csv_file import write_csv
from moderation.transcripts.docx_file import write_docx
from moderation.transcripts.files_file import write_with_files
from moderation.transcripts.heading import heading_of
from moderation.transcripts.html_file import write_html
from moderation.transcripts.json_file import write_json
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.rows import rows
from moderation.transcripts.txt_file import write_txt
from moderation.transcripts.xlsx_file import write_xlsx

Tell = Callable[[int], None]
TOLD_EVERY = 200
PART = ".part"

_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class FileFormat:
    write: Callable[[IO[bytes], Heading, Iterable[Row]], None]
    suffix: str
    content_type: str


FORMATS: dict[TranscriptFormat, FileFormat] = {
    TranscriptFormat.CSV: FileFormat(write_csv, "zip", "application/zip"),
    TranscriptFormat.XLSX: FileFormat(write_xlsx, "xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    TranscriptFormat.DOCX: FileFormat(write_docx, "docx", f"{_OFFICE}.wordprocessingml.document"),
    TranscriptFormat.HTML: FileFormat(write_html, "html", "text/html; charset=utf-8"),
    TranscriptFormat.TXT: FileFormat(write_txt, "txt", "text/plain; charset=utf-8"),
    TranscriptFormat.JSON: FileFormat(write_json, "json", "application/json"),
    TranscriptFormat.FILES: FileFormat(write_with_files, "zip", "application/zip"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """SHA-256 in hex, size in bytes, and how many replies."""

    checksum: str
    size: int
    replies: int


def write_file(transcript: Transcript, path: Path, *, tell: Tell = lambda replies: None) -> Written:
    """The transcript stands at `path`, private to its owner, in the board's language.

    Until it is whole it lies beside it under a name ending in `.part`, which is removed should
    anything fail. `tell` hears now and then how many replies have been written; what it raises
    stops the writing.
    """
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f"{path.name}.", suffix=PART, delete=False
    ) as file:
        try:
            counted = _Counted(tell)
            with translation.override(transcript.board.language):
                layout = FORMATS[TranscriptFormat(transcript.format)]
                layout.write(file, heading_of(transcript), counted(rows(transcript)))
            file.flush()
            os.fsync(file.fileno())
            part = Path(file.name)
            written = Written(_checksum(part), part.stat().st_size, counted.replies)
            part.replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return written


class _Counted:
    """Passes rows on, and tells how many replies they were."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.replies = 0

    def __call__(self, stream: Iterable[Row]) -> Iterator[Row]:
        told = 0
        for row in stream:
            yield row
            self.replies = row.reply
            if self.replies - told >= TOLD_EVERY:
                told = self.replies
                self.tell(told)


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
