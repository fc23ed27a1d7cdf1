"""A transcript as plain text, for reading and for simple programs.

What was said stands behind `| `, what was chosen behind `= `, line by line: whatever somebody
typed, these lines give it back and no others do.
"""

import textwrap
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from moderation.transcripts.about import named, sort_of
from moderation.transcripts.figures import figure_lines
from moderation.transcripts.prose import Block, Saying, Title, Wording, blocks
from moderation.transcripts.record import Heading, Row

WIDTH = 88
SAID, CHOSEN, ASKED = "  | ", "  = ", "  ? "
_UNDER = {1: "=", 2: "-"}


def write_txt(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """UTF-8, lines parted by line feeds."""
    for line in _lines(heading, rows):
        file.write(f"{line}\n".encode())


def _lines(heading: Heading, rows: Iterable[Row]) -> Iterator[str]:
    yield sort_of(heading.selection).upper()
    yield ""
    for sentence in [named(heading.selection, heading.board.title), *heading.about]:
        yield from textwrap.wrap(sentence, WIDTH)
    if not heading.selection.instructions_only:
        yield from _legend(heading)
    for block in blocks(heading, rows):
        yield from _written(block, "" if heading.selection.instructions_only else ASKED)


def _legend(heading: Heading) -> Iterator[str]:
    yield ""
    yield from textwrap.wrap(
        _("What was said stands behind “|”, what was chosen behind “=”, and questions behind “?”."),
        WIDTH,
    )
    yield ""
    yield _("Who took part")
    for line in figure_lines(heading.participation):
        yield f"  {line}"


def _written(block: Block, asked: str) -> Iterator[str]:
    """Where nobody speaks, the words of the guide stand behind no sign."""
    if isinstance(block, Title):
        yield from _title(block)
    elif isinstance(block, Wording):
        yield from _wording(block, asked)
    else:
        yield from _saying(block)


def _title(title: Title) -> Iterator[str]:
    text = " ".join(title.text.split("\n"))
    yield from ("", "", text) if title.level == 1 else ("", text)
    yield _UNDER.get(title.level, ".") * min(len(text), WIDTH)


def _wording(wording: Wording, sign: str) -> Iterator[str]:
    yield ""
    if wording.lead:
        yield wording.lead
    yield from _behind(sign, wording.text)
    for item in wording.items:
        yield from _behind(sign, f"· {item}")


def _saying(saying: Saying) -> Iterator[str]:
    yield ""
    name = " ".join(saying.speaker.split())
    yield f"{name} ({', '.join(saying.notes.parts())})"
    yield from _behind(CHOSEN, saying.choices)
    yield from _behind(SAID, saying.words)


def _behind(sign: str, text: str) -> Iterator[str]:
    for line in text.split("\n") if text else ():
        yield sign + line
