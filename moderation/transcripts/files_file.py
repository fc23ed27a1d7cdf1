"""The spreadsheets, and in the same zip what people sent, each file under the name said there."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from django.core.files.storage import default_storage

from moderation.transcripts.csv_file import add_sheets
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.zipped import member

FOLDER = "files"


def write_with_files(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """One file at a time is read; pictures are packed already, so they are put in as they are.

    A file that is removed meanwhile is left out.
    """
    held: dict[str, str] = {}
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        add_sheets(archive, heading, _noted(rows, held))
        for name, stored in held.items():
            info = member(f"{FOLDER}/{name}", heading.made_at)
            info.compress_type = ZIP_STORED
            with (
                suppress(FileNotFoundError),
                default_storage.open(stored) as source,
                archive.open(info, "w", force_zip64=True) as target,
            ):
                shutil.copyfileobj(source, target)


def _noted(rows: Iterable[Row], held: dict[str, str]) -> Iterator[Row]:
    """The same rows; `held` then says where each file that they name is stored."""
    for row in rows:
        for value in row.values:
            stored = str(value.held.file.name) if value.held else ""
            if stored and default_storage.exists(stored):
                held[value.file] = stored
        yield row
