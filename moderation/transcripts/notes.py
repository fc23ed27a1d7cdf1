"""What is known of one reply beside its words, as a person reads it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from django.utils.dateformat import format as format_date
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bulletin.text.quoting import each_quoted
from bulletin.text.within import uncapitalised
from moderation.enums import Quotable, ReplyState
from moderation.transcripts.record import Row
from participants.enums import Channel, ReplyKind

LONGEST_HEADLINE = 200


@dataclass(frozen=True, slots=True)
class Notes:
    """`number` is the reply's in this transcript, 0 for what is none; `said` tells when, `more` the
    rest."""

    number: int
    said: str
    more: tuple[str, ...]

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(row.reply, _when(row), tuple(_more(row)))

    def parts(self) -> list[str]:
        number = [_("no. %(number)s") % {"number": self.number}] if self.number else []
        return [part for part in (*number, self.said, *self.more) if part]


def headline(prompt: str) -> str:
    """A question in one line: the first one of its prompt."""
    lines = prompt.strip().splitlines()
    return Truncator(lines[0].strip() if lines else "").chars(LONGEST_HEADLINE)


def day_of(row: Row) -> str:
    day = _("Day %(number)s") % {"number": row.day}
    if row.said_at is None:
        return day
    form = pgettext("format of a day with its year", "l j F Y")
    return f"{day}, {format_date(row.said_at, form)}"


def _when(row: Row) -> str:
    """`30 March 2021, 14:00`, in the board's zone; the day of the board where times are kept
    back."""
    if row.said_at is None:
        return _("Day %(number)s") % {"number": row.day}
    return format_date(row.said_at, pgettext("format of a date and time", "j F Y, H:i"))


def _more(row: Row) -> Iterator[str]:
    if row.parent is not None:
        yield _("to no. %(number)s") % {"number": row.parent}
    elif row.thread != row.reply:
        yield _("to something that is not in this transcript")
    yield from _who(row)
    yield from _how(row)
    if row.rings_true:
        words = ngettext("rings true for %(number)s", "rings true for %(number)s", row.rings_true)
        yield words % {"number": row.rings_true}
    yield from (str(ReplyState(state).label) for state in row.state)
    if row.codes:
        yield _("coded %(codes)s") % {"codes": each_quoted(row.codes)}


def _who(row: Row) -> Iterator[str]:
    yield from (value for values in row.segments.values() for value in values)
    if row.quoted == Quotable.NO:
        yield _("not to be quoted")
    if row.private_with:
        yield _("in private with %(name)s") % {"name": row.private_with}


def _entry(row: Row) -> Iterator[str]:
    if row.entry_date:
        day = format_date(row.entry_date, pgettext("format of a day with its year", "l j F Y"))
        yield _("day %(number)s of the diary, %(day)s") % {"number": row.entry, "day": day}
    elif row.entry > 1:
        yield _("entry %(number)s") % {"number": row.entry}


def _how(row: Row) -> Iterator[str]:
    if row.kind == ReplyKind.PROBE:
        yield _("a probe that asks for a reply") if row.needs_reply else _("a probe")
    yield from _entry(row)
    if row.channel != Channel.WEB:
        yield uncapitalised(Channel(row.channel).label)
    if row.entered_by:
        yield _("entered by %(name)s") % {"name": row.entered_by}
    if row.source:
        yield row.source
    if row.late:
        yield _("late")
    if row.after_reading:
        yield _("after reading others")
    if not row.latest:
        yield _("version %(number)s, corrected since") % {"number": row.version}
    elif row.version > 1:
        yield _("version %(number)s, which stands") % {"number": row.version}
