"""A sheet on which a picture is drawn from the top downwards, and the SVG that it becomes.

In a page the shapes carry classes and `static/css/components/picture.css` gives them their
colours, light or dark; in a file of its own they carry the colours of the light page.
"""

import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from bulletin.text.plain import storable

WIDTH = 420
MARGIN = 16
GAP = 12
# What a letter takes beside its size, on average and generously, so that no line runs over.
_LETTER = 0.56
_WIDE_LETTER = 1.0
_BOLD = 1.12
_LEADING = 1.3
_MORE = "…"
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

# Each paint with the colours it has in a file; in a page its class has them.
PAINTS = {
    "paper": 'fill="#fff"',
    "ink": 'fill="#2a251e"',
    "soft": 'fill="#625849"',
    "track": 'fill="#f0eadd" stroke="#8b806e"',
    "bar": 'fill="#1f5c57" stroke="#1f5c57"',
    "pale": 'fill="#e2ede8" stroke="#1f5c57"',
    "empty": 'fill="#fff" stroke="#1f5c57"',
    "stroke": 'fill="none" stroke="#1f5c57"',
    "line": 'fill="none" stroke="#8b806e"',
    "shade": 'fill="#f0eadd"',
    "now": 'fill="none" stroke="#2a251e" stroke-width="2"',
}

Number = int | float


class Texture(NamedTuple):
    """What tells a surface from another without colour: strokes over a ground."""

    ground: str
    strokes: str = ""


TEXTURES = {
    "solid": Texture("bar"),
    "hatched": Texture("pale", "M-2 2 L2 -2 M0 8 L8 0 M6 10 L10 6"),
    "crossed": Texture("empty", "M0 0 L8 8 M8 0 L0 8"),
    "plain": Texture("empty"),
}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture is called. `name` tells it from others on its page; `heading` and `notes`
    are drawn in a file alone, since a page has them beside the picture. `width` is for a page."""

    name: str
    title: str
    heading: str = ""
    notes: tuple[str, ...] = ()
    is_file: bool = False
    width: int = WIDTH


class Canvas:
    """`y` is where the next thing goes."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.y: Number = 2
        self._shapes: list[SafeString] = []
        self._textures: set[str] = set()
        if frame.is_file:
            self.y = 14
            self.paragraph(frame.heading, size=15, bold=True)
            self.y += GAP

    def words(
        self,
        x: Number,
        y: Number,
        text: str,
        *,
        paint: str = "ink",
        size: int = 14,
        anchor: str = "start",
        bold: bool = False,
    ) -> None:
        """One line of text; `y` is its middle."""
        self._shapes.append(
            format_html(
                '<text x="{}" y="{}" font-size="{}"{} {}>{}</text>',
                _short(x),
                _short(y + size * 0.35),
                size,
                SafeString(_placed(anchor, bold)),
                self._paint(paint),
                storable(text),
            )
        )

    def paragraph(
        self,
        text: str,
        *,
        x: Number = 0,
        width: Number = WIDTH,
        paint: str = "ink",
        size: int = 14,
        bold: bool = False,
        most: int = 6,
    ) -> None:
        """The text in as many lines as it takes, and `y` beneath it."""
        for line in in_lines(text, width / (_BOLD if bold else 1), size, most=most):
            self.words(x, self.y + size * _LEADING / 2, line, paint=paint, size=size, bold=bold)
            self.y += size * _LEADING

    def box(self, x: Number, y: Number, width: Number, height: Number, paint: str) -> None:
        self._shapes.append(_rectangle(x, y, width, height, self._paint(paint)))

    def surface(self, x: Number, y: Number, width: Number, height: Number, texture: str) -> None:
        """A box that a texture fills."""
        ground, strokes = TEXTURES[texture]
        self.box(x, y, width, height, ground)
        if strokes:
            self._textures.add(texture)
            fill = format_html('fill="url(#{}-{})"', self.frame.name, texture)
            self._shapes.append(_rectangle(x, y, width, height, fill))

    def path(self, points: str, paint: str = "line") -> None:
        self._shapes.append(format_html('<path d="{}" {}/>', points, self._paint(paint)))

    def svg(self) -> SafeString:
        if self.frame.is_file:
            self.y += GAP
            for note in self.frame.notes:
                self.paragraph(note, paint="soft", size=12)
        return format_html(
            '<svg {} direction="ltr" role="img" aria-labelledby="{}-title">'
            '<title id="{}-title">{}</title>{}{}</svg>',
            self._as_file() if self.frame.is_file else self._in_page(),
            self.frame.name,
            self.frame.name,
            storable(self.frame.title),
            self._definitions(),
            SafeString("".join(self._shapes)),
        )

    def _in_page(self) -> SafeString:
        size = (self.frame.width, _short(self.y + 2))
        return format_html('class="picture" viewBox="0 0 {} {}"', *size)

    def _as_file(self) -> SafeString:
        """With a margin, paper behind it all, and a size of its own."""
        width, height = WIDTH + 2 * MARGIN, self.y + MARGIN
        self._shapes.insert(0, _rectangle(-MARGIN, 0, width, height, self._paint("paper")))
        return format_html(
            'xmlns="http://www.w3.org/2000/svg" viewBox="{} 0 {} {}" width="{}" height="{}"'
            ' font-family="{}"',
            -MARGIN,
            width,
            _short(height),
            width * 2,
            _short(height * 2),
            _FONT,
        )

    def _definitions(self) -> SafeString:
        patterns = [
            format_html(
                '<pattern id="{}-{}" width="8" height="8" patternUnits="userSpaceOnUse">'
                '<path d="{}" {}/></pattern>',
                self.frame.name,
                texture,
                TEXTURES[texture].strokes,
                self._paint("stroke"),
            )
            for texture in sorted(self._textures)
        ]
        return SafeString(f"<defs>{''.join(patterns)}</defs>" if patterns else "")

    def _paint(self, paint: str) -> SafeString:
        return SafeString(PAINTS[paint] if self.frame.is_file else f'class="picture__{paint}"')


def _rectangle(
    x: Number, y: Number, width: Number, height: Number, paint: SafeString
) -> SafeString:
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
        *map(_short, (x, y, width, height)),
        paint,
    )


def in_lines(text: str, width: Number, size: int, *, most: int) -> list[str]:
    """The words in lines of about this width, at most so many; a word that is longer is cut."""
    room = width / size
    lines, line = [], ""
    for word in _pieces(storable(text).split(), room):
        longer = f"{line} {word}" if line else word
        if line and _measure(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + _MORE]
    return [line for line in lines if line]


def _pieces(words: list[str], room: float) -> list[str]:
    most = max(1, int(room / _LETTER))
    return [word[at : at + most] for word in words for at in range(0, len(word), most)]


def _measure(text: str) -> float:
    """How wide a line is, in sizes of its letters."""
    return sum(map(_width, text))


def _width(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0
    return _WIDE_LETTER if unicodedata.east_asian_width(letter) in "WF" else _LETTER


def _placed(anchor: str, bold: bool) -> str:
    weight = ' font-weight="600"' if bold else ""
    return weight if anchor == "start" else f' text-anchor="{anchor}"{weight}'


def _short(number: Number) -> str:
    """With a decimal at most, and none where it would be nought."""
    return f"{number:.1f}".removesuffix(".0")
