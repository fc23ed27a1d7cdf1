"""A transcript as a Word document, written paragraph by paragraph (docs/adr/0023).

Each reply is one paragraph `Name: words`, in which lines are parted by line breaks, so that no
line of somebody's words can be taken for another speaker. When it was said stands in a
paragraph of its own behind it. Where nobody speaks, no colon stands among the first 63
characters but in the words of the guide.
"""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from moderation.transcripts.about import named, sort_of
from moderation.transcripts.docx_parts import HEAD, LINKS, LINKS_OF_DOCUMENT, WORD, links, parts
from moderation.transcripts.docx_pictures import Pictures
from moderation.transcripts.figures import figure_lines
from moderation.transcripts.prose import Block, Saying, Title, Wording, blocks
from moderation.transcripts.record import Heading, Row
from moderation.transcripts.zipped import member

LONGEST_NAME = 63
# What looks like a colon, and is none to a program.
RATIO = "\u2236"
# XML 1.0 has no way to write these; what is typed is cleaned of them when it is stored.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INDENT = 425
_END = (
    f'<w:sectPr><w:footerReference {LINKS} w:type="default" r:id="footer"/>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1418" w:right="1418" w:bottom="1418"'
    ' w:left="1418" w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>'
)


def write_docx(file: IO[bytes], heading: Heading, rows: Iterable[Row]) -> None:
    """The same rows give the same bytes, and one paragraph at a time is held.

    The text goes to a temporary file first: a zip takes one member at a time, and pictures are
    members of their own.
    """
    title, moment = heading.board.title, heading.made_at
    with ZipFile(file, "w", ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as body:
        for name, text in parts(_xml(title), heading.board.language, moment):
            archive.writestr(member(name, moment), text)
        pictures = Pictures(archive, moment)
        body.write(f"{HEAD}<w:document {WORD}><w:body>".encode())
        for paragraph in _paragraphs(heading, rows, pictures):
            body.write(paragraph.encode())
        body.write(_END.encode())
        archive.writestr(member(LINKS_OF_DOCUMENT, moment), HEAD + links(pictures.number))
        body.seek(0)
        with archive.open(member("word/document.xml", moment), "w", force_zip64=True) as document:
            shutil.copyfileobj(body, document)


def speaker(name: str) -> str:
    """The name as it stands before the colon: one line without one, 63 characters at most."""
    return " ".join(name.replace(":", " ").split())[:LONGEST_NAME].rstrip()


def speechless(text: str) -> str:
    """The text with no colon where a program looks for the end of a speaker's name."""
    return text[:LONGEST_NAME].replace(":", RATIO) + text[LONGEST_NAME:]


def _paragraphs(heading: Heading, rows: Iterable[Row], pictures: Pictures) -> Iterator[str]:
    yield _paragraph("Title", _run(sort_of(heading.selection)))
    for sentence in [named(heading.selection, heading.board.title), *heading.about]:
        yield _paragraph("About", _run(speechless(sentence)))
    if not heading.selection.instructions_only:
        yield from _figures(heading)
    for block in blocks(heading, rows):
        yield from _written(block)
        if isinstance(block, Saying):
            yield from _pictures(block, pictures)


def _figures(heading: Heading) -> Iterator[str]:
    yield _paragraph("About", _run(_("Who took part"), "Choices"))
    for line in figure_lines(heading.participation):
        yield _paragraph("ListBullet", _run(speechless(line)))


def _written(block: Block) -> Iterator[str]:
    if isinstance(block, Title):
        yield _paragraph(f"Heading{block.level}", _run(block.text), rtl=_is_rtl(block.text))
    elif isinstance(block, Wording):
        yield from _wording(block)
    else:
        yield from _saying(block)


def _wording(wording: Wording) -> Iterator[str]:
    if wording.lead:
        yield _paragraph("ReplyNote", _run(wording.lead))
    if wording.text:
        yield _paragraph("Question", _run(wording.text), rtl=_is_rtl(wording.text))
    for item in wording.items:
        yield _paragraph("ListBullet", _run(item), rtl=_is_rtl(item))


def _saying(saying: Saying) -> Iterator[str]:
    runs = _run(f"{speaker(saying.speaker)}: ", "Speaker")
    if saying.choices:
        runs += _run(saying.choices, "Choices") + (_run("\n") if saying.words else "")
    runs += _run(saying.words)
    depth, rtl = saying.depth, _is_rtl(saying.words)
    yield _paragraph("Reply", runs, depth=depth, rtl=rtl)
    notes = speechless(", ".join(saying.notes.parts()))
    yield _paragraph("ReplyNote", _run(notes), depth=depth)


def _pictures(saying: Saying, pictures: Pictures) -> Iterator[str]:
    for value in saying.pictures:
        if drawing := pictures.drawing(value, _xml(value.words or value.file)):
            yield _paragraph("ReplyNote", f"<w:r>{drawing}</w:r>", depth=saying.depth)


def _paragraph(style: str, runs: str, *, depth: int = 0, rtl: bool = False) -> str:
    indent = f'<w:ind w:left="{depth * _INDENT}"/>' if depth else ""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"<w:bidi/>" if rtl else ""}{indent}</w:pPr>'
        f"{runs}</w:p>"
    )


def _run(text: str, style: str = "") -> str:
    """A run that gives back every blank, tab and line break of the text."""
    if not text:
        return ""
    look = f'<w:rStyle w:val="{style}"/>' if style else ""
    look += "<w:rtl/>" if _is_rtl(text) else ""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = "<w:br/>".join("<w:tab/>".join(map(_text, row.split("\t"))) for row in rows)
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{lines}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{_xml(text)}</w:t>' if text else ""


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _is_rtl(text: str) -> bool:
    """Whether the first letter with a direction is written from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
