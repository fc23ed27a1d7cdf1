"""A transcript as one JSON document, written row by row (docs/transcript-schema.json)."""

from collections.abc import Iterable
from typing import IO

from moderation.transcripts.record import Heading, Row


def write_json(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """UTF-8, one row a line; the rows are the document's last member."""
    file.write(heading.model_dump_json().removesuffix("}").encode())
    file.write(b',"rows":[')
    for index, row in enumerate(rows):
        file.write(b",\n" if index else b"\n")
        file.write(row.model_dump_json().encode())
    file.write(b"\n]}\n")
