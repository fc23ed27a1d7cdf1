"""A transcript as one web page that opens anywhere, asks nothing of anyone, and prints well."""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from bulletin.text import markdown
from moderation.transcripts.about import named, sort_of
from moderation.transcripts.figures import figure_lines
from moderation.transcripts.filed import Room
from moderation.transcripts.prose import Block, Saying, Title, Wording, blocks
from moderation.transcripts.record import Heading, Row

LOOK = Path(__file__).with_name("transcript.css")
# Whatever stands in the page, a browser fetches nothing and runs nothing.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'"
)


# A page that holds more opens slowly, or not at all.
MOST_BYTES = 20 * 1024 * 1024


def write_html(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """One block at a time is held."""
    file.write(_head(heading).encode())
    room = Room(MOST_BYTES)
    for block in blocks(heading, rows):
        file.write(_written(block).encode())
        if isinstance(block, Saying):
            file.writelines(_pictures(block, room))
    file.write(b"</main>\n</body>\n</html>\n")


def _head(heading: Heading) -> str:
    about = [named(heading.selection, heading.board.title), *heading.about]
    return format_html(
        '<!doctype html>\n<html lang="{}" dir="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n'
        "<title>{} · {}</title>\n<style>\n{}</style>\n</head>\n<body>\n"
        '<header>\n<h1 dir="auto">{}</h1>\n<p class="sort">{}</p>\n{}{}</header>\n<main>\n',
        heading.board.language,
        "rtl" if get_language_bidi() else "ltr",
        POLICY,
        sort_of(heading.selection),
        heading.board.title,
        mark_safe(LOOK.read_text(encoding="utf-8")),  # noqa: S308 - our own file
        heading.board.title,
        sort_of(heading.selection),
        format_html_join("", '<p class="about">{}</p>\n', ((one,) for one in about)),
        _figures(heading),
    )


def _figures(heading: Heading) -> SafeString:
    if heading.selection.instructions_only:
        return SafeString()
    lines = ((line,) for line in figure_lines(heading.participation))
    return format_html(
        "<details>\n<summary>{}</summary>\n<ul>\n{}</ul>\n</details>\n",
        _("Who took part"),
        format_html_join("", "<li>{}</li>\n", lines),
    )


def _written(block: Block) -> str:
    if isinstance(block, Title):
        level = block.level + 1
        return format_html('<h{} dir="auto">{}</h{}>\n', level, block.text, level)
    return "".join(_wording(block) if isinstance(block, Wording) else _saying(block))


def _wording(wording: Wording) -> Iterator[str]:
    if wording.lead:
        yield format_html('<p class="lead">{}</p>\n', wording.lead)
    if wording.text:
        yield format_html(
            '<div class="question" dir="auto">{}</div>\n', markdown.to_html(wording.text)
        )
    if wording.items:
        items = format_html_join("", '<li dir="auto">{}</li>\n', ((one,) for one in wording.items))
        yield format_html('<ul class="items">\n{}</ul>\n', items)


def _saying(saying: Saying) -> Iterator[str]:
    yield format_html(
        '<article class="reply depth-{}{}">\n<p class="who" dir="auto">{}</p>\n',
        saying.depth,
        " staff" if saying.by_staff else "",
        saying.speaker,
    )
    yield format_html('<p class="notes">{}</p>\n', " · ".join(saying.notes.parts()))
    if saying.choices:
        yield format_html('<p class="choices" dir="auto">{}</p>\n', saying.choices)
    if saying.words:
        yield format_html('<div class="words" dir="auto">{}</div>\n', saying.words)
    yield "</article>\n"


def _pictures(saying: Saying, room: Room) -> Iterator[bytes]:
    """Small ones, as long as there is room; their names stand with the reply in any case."""
    for value in saying.pictures:
        if picture := room.take(value):
            yield format_html(
                '<figure class="depth-{}"><img src="data:image/webp;base64,{}" alt="{}">'
                "<figcaption>{}</figcaption></figure>\n",
                saying.depth,
                b64encode(picture).decode(),
                value.words,
                value.file,
            ).encode()
