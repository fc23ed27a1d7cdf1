"""Words of an erased person are taken out of what somebody else wrote, for good."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.privacy.scrubbing import scrubbing
from bulletin.text.markdown import to_html
from bulletin.text.ranges import Replaced, above, replace_ranges
from moderation.enums import QuotedIn
from moderation.erasing.quoting import digest_of
from moderation.erasing.sources import SOURCES, Places, Source
from moderation.erasing.spoken_to import mentions_of
from moderation.models import Quotation
from participants.actions.redacting import destroy_originals, redact_ranges, rewrite
from participants.models import Mention, Participant, Reply
from participants.phrases import words_of
from sessions.actions.errors import Refused

HIDDEN = "[…]"

Place = list[Any]
"""As `Quotation.places` keeps it."""


@dataclass(frozen=True)
class Change:
    """What a text became, by ranges of what it was."""

    before: str
    after: str
    replaced: list[Replaced]


Changes = dict[tuple[str, str], Change]


def hide(quotation: Quotation, *, by: User, now: datetime) -> Changes:
    """What was changed with it, by the row that holds a text and the way to it.

    Raises Refused where the text has been changed since: then somebody must look.
    """
    kind = QuotedIn(quotation.kind)
    source = SOURCES[kind]
    row = source.rows(quotation.participant).filter(pk=quotation.target).first()
    if row is None:
        return {}
    places = _places(source, row, quotation)
    if kind == QuotedIn.REPLY:
        return _hide_in_reply(row, places, by=by, now=now)
    changes = _hide_in_texts(source, row, places, source.rows(quotation.participant))
    if kind == QuotedIn.IN_PLACE:
        rewrite(row.version.reply)
    return changes


def hide_mentions(
    person: Participant, *, by: User, now: datetime
) -> Iterator[tuple[Reply, Changes]]:
    """Where others spoke to them by `@` and their name it is hidden; in which replies, and what was
    changed with it. It needs no decision: a row says who was meant (ADR 51)."""
    found = mentions_of(person)
    Mention.objects.filter(participant=person).delete()
    for reply, places in found.items():
        yield reply, _hide_in_reply(reply, places, by=by, now=now)


def moved(places: Iterable[Place], changes: Changes) -> Iterator[Place]:
    """Where these stand now; none that is hidden whole."""
    for place in places:
        holder, path, start, end, digest = place
        change = changes.get((holder, path))
        if change is None or digest_of(change.before) != digest:
            yield place
        elif not any(first <= start and end <= last for first, last, _by in change.replaced):
            where = above((start, end), change.replaced)
            yield [holder, path, *where, digest_of(change.after)]


def _places(source: Source, row: Any, quotation: Quotation) -> Places:
    texts = {(str(text.row), text.path): text.words for text in source.texts(row)}
    places: Places = {}
    for holder, path, start, end, digest in quotation.places:
        words = texts.get((holder, path))
        if words is None or digest_of(words) != digest:
            raise Refused(_("It has been changed since it was found: look at it, and decide."))
        places.setdefault((holder, path), (words, []))[1].append((start, end))
    return places


def _hide_in_reply(reply: Reply, places: Places, *, by: User, now: datetime) -> Changes:
    """As any words are hidden; what was written beneath is destroyed, since it was theirs."""
    ranges = {UUID(holder): found for (holder, _path), (_words, found) in places.items()}
    redact_ranges(reply=reply, ranges=ranges, replacement=HIDDEN, by=by, now=now)
    changes = {
        (str(words.holder.pk), "text"): Change(words.submitted, words.shown, words.replaced)
        for words in words_of(reply)
        if words.replaced
    }
    destroy_originals(reply=reply, by=by, now=now)
    return changes


def _hide_in_texts(source: Source, row: Any, places: Places, rows: "QuerySet[Any]") -> Changes:
    changed, changes = set(), {}
    for (holder, path), (words, found) in places.items():
        replaced = [(start, end, HIDDEN) for start, end in found]
        text = replace_ranges(words, replaced)
        field, *way = path.split("/")
        if field in source.once:
            text = _apart(rows.exclude(pk=row.pk), field, text)
        changes[holder, path] = Change(words, text, replaced)
        setattr(row, field, _put(getattr(row, field), way, text))
        changed.add(field)
        if made := source.html.get(field):
            setattr(row, made, to_html(text))
            changed.add(made)
    with scrubbing():
        row.save(update_fields=sorted(changed))
    return changes


def _apart(others: "QuerySet[Any]", field: str, text: str) -> str:
    """The text, with a number where another of the board reads the same."""
    taken = set(others.values_list(field, flat=True))
    numbered = (f"{text} {number}" for number in count(2))
    return text if text not in taken else next(one for one in numbered if one not in taken)


def _put(value: Any, way: list[str], text: str) -> Any:
    if not way:
        return text
    step: Any = int(way[0]) if isinstance(value, list) else way[0]
    value[step] = _put(value[step], way[1:], text)
    return value
