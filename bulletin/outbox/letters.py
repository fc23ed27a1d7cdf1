"""A letter as it is read: a plain text, the same as simple HTML, in its reader's language."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation


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


@contextmanager
def as_read_by(language: str, zone: tzinfo) -> Iterator[None]:
    """Words are translated, and times shown, for this reader until the block ends."""
    with translation.override(_supported(language)), timezone.override(zone):
        yield


def _supported(language: str) -> str:
    """The nearest language there is to a tag such as `en-GB` or `pt-BR`."""
    try:
        return translation.get_supported_language_variant(language.lower() or "-")
    except LookupError:
        return settings.LANGUAGE_CODE


def written(name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """The text and the HTML of `templates/mail/NAME.*`, in the language and zone now active."""
    text = render_to_string(f"mail/{name}.txt", dict(context))
    return _tidy(text), render_to_string(f"mail/{name}.html", dict(context))


def _tidy(text: str) -> str:
    """At most one blank line between paragraphs, whatever the template left out."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "\n".join(kept) + "\n"
