"""A letter as it is read: a plain text, the same as simple HTML, in its reader's language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import tzinfo
from secrets import token_hex
from typing import Any, Self

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape

from bulletin.text.languages import nearest

# Stands on both sides of a gap's name in a form; nobody's words hold it.
_SEAL = token_hex(8)
_GAP = re.compile(f"{_SEAL}([a-z_]+){_SEAL}")


@dataclass(frozen=True, slots=True, eq=False)
class Enclosure:
    """A sort of row that a letter relies on, such as a link's: there if it may have left.

    `insert` is SQL that selects `FROM given`, the mail, if it is handed over; it names its
    values in braces, and `types` gives PostgreSQL's type of each.
    """

    name: str
    insert: str
    types: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Letter:
    """`reply_to` is an address, `unsubscribe` a whole URL that takes a one-click POST."""

    to: str
    subject: str
    text: str
    html: str
    sender: str = ""
    """The name beside our own address; empty for the installation's."""
    reply_to: str = ""
    unsubscribe: str = ""
    enclosure: Enclosure | None = None
    enclosed: Mapping[str, Any] = field(default_factory=dict)
    """The enclosure's values."""


@dataclass(frozen=True, slots=True)
class Form:
    """A letter that many get, rendered once, with gaps for what is each one's own.

    Every second piece is the name of a gap.
    """

    text: Sequence[str]
    html: Sequence[str]

    @classmethod
    def of(cls, name: str, context: Mapping[str, Any], *, gaps: Iterable[str]) -> Self:
        """`templates/mail/NAME.*` for this context, in the language and zone now active."""
        text, html = written(name, {**context, **{gap: f"{_SEAL}{gap}{_SEAL}" for gap in gaps}})
        return cls(_GAP.split(text), _GAP.split(html))

    def filled(self, own: Mapping[str, str]) -> tuple[str, str]:
        """The text and the HTML of one reader's copy; what fills a gap is never markup."""
        escaped = {gap: escape(words) for gap, words in own.items()}
        return _filled(self.text, own), _filled(self.html, escaped)


def _filled(pieces: Sequence[str], own: Mapping[str, str]) -> str:
    return "".join(own[piece] if number % 2 else piece for number, piece in enumerate(pieces))


@contextmanager
def as_read_by(language: str, zone: tzinfo) -> Iterator[None]:
    """Words are translated, and times shown, for this reader until the block ends."""
    with translation.override(nearest(language)), timezone.override(zone):
        yield


def written(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The text and the HTML of `templates/mail/NAME.*`, in the language and zone now active."""
    text = render_to_string(f"mail/{name}.txt", dict(context))
    return _tidy(text), render_to_string(f"mail/{name}.html", dict(context))


def _tidy(text: str) -> str:
    """At most one blank line between paragraphs, whatever the template left out."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "\n".join(kept) + "\n"
