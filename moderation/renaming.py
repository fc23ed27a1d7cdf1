"""Whom a text speaks to, under another name than the one that was typed there (ADR 42)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

from bulletin.text.ranges import Replaced, replace_ranges
from participants.models import Mention, Redaction, ReplyVersion
from participants.phrases import is_hidden, place_now

HIDDEN = "[…]"


def renamed(
    version: ReplyVersion,
    mentions: Iterable[Mention],
    hiding: Sequence[Redaction],
    name_of: Callable[[Mention], str],
) -> str:
    """The text as everyone may read it, with `@` and this name in place of each of its mentions.

    `hiding` are all redactions of the text.
    """
    named = _named_in(mentions, hiding, version.submitted_at, name_of)
    return replace_ranges(version.text, named)


def _named_in(
    mentions: Iterable[Mention],
    hiding: Sequence[Redaction],
    since: datetime,
    name_of: Callable[[Mention], str],
) -> Iterator[Replaced]:
    """Of a name that is hidden in part nothing is left, nor is it said again by another."""
    for one in mentions:
        place = (one.start, one.end)
        if is_hidden(place, hiding, since=since):
            continue
        in_part = is_hidden(place, hiding, since=since, in_part=True)
        words = HIDDEN if in_part else f"@{name_of(one)}"
        yield (*place_now(place, hiding, since=since), words)
