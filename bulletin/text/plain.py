"""Participants' words: plain text, cleaned once and turned into safe HTML once (rule 15)."""

import re
import unicodedata
from collections.abc import Sequence

from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

# Neither PostgreSQL nor the file formats we export can hold these.
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Marks that a reader would not see: markup left bare by someone who typed nothing else.
_BARE_MARKUP = re.compile(r"[\s*_#>`~\-=+.|\\/\[\](){}<&;:,!\"']+")
# Tags and entities with no word between them say no more than an empty box.
_BARE_TAGS = re.compile(
    r"</?(?:p|br|hr|b|i|u|s|em|strong|div|span|a|ul|ol|li|h[1-6]|img|code|pre|blockquote)\b[^<>]*>"
    r"|&(?:nbsp|#\d+|#x[0-9a-f]+);",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\n{2,}")
_ONE_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?!\n|\Z))*")
_BREAK = 2  # signs that stand between two paragraphs where a page counts them

# A range of code points and the class of the element around it.
Span = tuple[int, int, str]


def storable(text: str) -> str:
    """The text without the characters that no database column can hold; else as typed."""
    return _UNSTORABLE.sub("", text)


def clean(text: str) -> str:
    """The text as it is kept: NFC, line feeds only, no control characters, no outer blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", storable(lines)).strip()


def visible_characters(text: str) -> str:
    """What would leave ink: no blanks, format or control characters, no bare combining marks."""
    return "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character)[0] in "LNPS"
    )


def says_something(text: str, *, prompt: str = "") -> bool:
    """Whether this is real content (rule 3): "No" is; blanks, markup or the prompt are not."""
    said, asked = (_BARE_MARKUP.sub("", visible_characters(one)) for one in (text, prompt))
    only_tags = not _BARE_MARKUP.sub("", visible_characters(_BARE_TAGS.sub("", text)))
    return bool(said) and not only_tags and said.casefold() != asked.casefold()


def to_html(text: str) -> SafeString:
    """Paragraphs, line breaks and clickable links; everything else is escaped."""
    paragraphs = _PARAGRAPH.split(text.strip("\n"))
    return mark_safe(  # noqa: S308 - urlize escapes what it is given
        "".join(f"<p>{_inline(paragraph)}</p>" for paragraph in paragraphs if paragraph)
    )


def _inline(paragraph: str) -> str:
    return urlize(escape(paragraph), nofollow=True, autoescape=False).replace("\n", "<br>")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph of `to_html` stands in the text."""
    return [found.span() for found in _ONE_PARAGRAPH.finditer(text)]


def range_shown(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range of the text that a page shows there, counting two signs between paragraphs and
    one for a line break; without the blanks around it. None where nothing stands there."""
    begins, ends, passed = None, 0, 0
    for first, last in paragraphs(text):
        begin, finish = max(start, passed), min(end, passed + last - first)
        if begin < finish:
            begins = first + begin - passed if begins is None else begins
            ends = first + finish - passed
        passed += last - first + _BREAK
    if begins is None:
        return None
    words = text[begins:ends]
    begins += len(words) - len(words.lstrip())
    ends -= len(words) - len(words.rstrip())
    return (begins, ends) if begins < ends else None


def to_html_with(text: str, spans: Sequence[Span]) -> SafeString:
    """`to_html`, with an element around each of these ranges, which do not overlap; one that
    reaches beyond its paragraph is left out."""
    return mark_safe(  # noqa: S308 - all that is not a tag of ours is escaped
        "".join(f"<p>{_spanned(text, *place, spans)}</p>" for place in paragraphs(text))
    )


def _spanned(text: str, first: int, last: int, spans: Sequence[Span]) -> str:
    pieces, at = [], first
    for start, end, name in sorted(spans):
        if at <= start and end <= last:
            words = escape(text[start:end])
            pieces += [_inline(text[at:start]), f'<span class="{name}">{words}</span>']
            at = end
    return "".join([*pieces, _inline(text[at:last])])
