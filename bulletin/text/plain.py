"""Participants' words: plain text, cleaned once and turned into safe HTML once (rule 15)."""

import re
import unicodedata

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
