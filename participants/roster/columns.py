"""What the columns of a roster mean: a person's own details, and the board's segment sets."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from participants.models import Participant
from participants.roster.errors import RosterError, RosterErrors
from participants.roster.table import Row
from sessions.models import Board, Segment, SegmentSet
from sessions.script.headings import plain
from sessions.script.hints import did_you_mean, listed
from sessions.script.scalars import as_address, as_flag, as_language, as_zone, wrong

NAME = "name"
EMAIL = "email"
TIMEZONE = "timezone"
LANGUAGE = "language"
PSEUDONYM = "pseudonym"
TESTER = "tester"
RESERVE = "in_reserve"
_MARKS = {"x": True, "1": True, "y": True, "0": False, "n": False}
SEVERAL = "|"

Read = Callable[[str], Any]


@dataclass(frozen=True)
class Column:
    """`read` makes a value of a cell that is not empty, or raises plain words.

    `place` counts from 0; `segment_set` is there where the values are a person's segments.
    """

    place: int
    heading: str
    field: str
    read: Read
    segment_set: SegmentSet | None = None


def as_name(text: str) -> str:
    if "@" in text:
        raise wrong(_("This is an address. Write a name here."))
    if not any(character.isalpha() for character in text):
        raise wrong(_("This is no name: it holds no letter."))
    return _no_longer_than(Participant._meta.get_field("name").max_length, text)


def as_short_address(text: str) -> str:
    return _no_longer_than(Participant._meta.get_field("email").max_length, as_address(text))


def as_mark(text: str) -> bool:
    """`yes` or `no`, and the signs with which lists are ticked."""
    return _MARKS[text.lower()] if text.lower() in _MARKS else as_flag(text)


def as_pseudonym(text: str) -> str:
    if ":" in text:
        raise wrong(_("A pseudonym holds no colon."))
    return _no_longer_than(Participant._meta.get_field("pseudonym").max_length, text)


def _no_longer_than(most: int | None, text: str) -> str:
    if most and len(text) > most:
        raise wrong(
            _("This is too long: it has %(there)s characters, and %(most)s are the most.")
            % {"there": len(text), "most": most}
        )
    return text


DETAILS: Mapping[str, Read] = {
    NAME: as_name,
    EMAIL: as_short_address,
    TIMEZONE: as_zone,
    LANGUAGE: as_language,
    PSEUDONYM: as_pseudonym,
    TESTER: as_mark,
    RESERVE: as_mark,
}


def columns_of(board: Board, headings: Row) -> list[Column]:
    """The columns that the first row names. Raises RosterErrors for those it cannot use."""
    known = known_columns(board)
    columns: list[Column] = []
    errors: list[RosterError] = []
    for place, heading in enumerate(headings.cells):
        field = plain(heading)
        if field in known:
            own = known[field]
            columns.append(Column(place, heading, own.field, own.read, own.segment_set))
        elif heading:
            errors.append(RosterError(headings.line, heading, _unknown(heading, known)))
    errors += _named_twice(columns, headings.line)
    if NAME not in {column.field for column in columns}:
        errors.append(RosterError(headings.line, NAME, _("There is no column of names. Add it.")))
    if errors:
        raise RosterErrors(errors)
    return columns


def known_columns(board: Board) -> dict[str, Column]:
    """By their headings as `plain` makes them."""
    known = {plain(field): Column(0, field, field, read) for field, read in DETAILS.items()}
    for segment_set in board.segment_sets.prefetch_related("segments"):
        key = segment_set.key
        known.setdefault(plain(key), Column(0, key, key, _segments(segment_set), segment_set))
    return known


def _unknown(heading: str, known: Mapping[str, Column]) -> str:
    names = [column.field for column in known.values()]
    return _("This column is not known. Known are: %(names)s. Rename it or take it out.") % {
        "names": listed(names)
    } + did_you_mean(heading, names)


def _named_twice(columns: list[Column], line: int) -> Iterator[RosterError]:
    seen: set[str] = set()
    for column in columns:
        if column.field in seen:
            yield RosterError(line, column.heading, _("This column is there twice."))
        seen.add(column.field)


def _segments(segment_set: SegmentSet) -> Read:
    """Reads one value of the set; or several with `|` between them, where the set allows it."""
    by_value = {segment.value.casefold(): segment for segment in segment_set.segments.all()}

    def read(text: str) -> list[Segment]:
        values = [value.strip() for value in text.split(SEVERAL)]
        if len(values) > 1 and not segment_set.allows_several:
            raise wrong(_("Only one value can be given here."))
        return list({segment.pk: segment for segment in map(one, filter(None, values))}.values())

    def one(value: str) -> Segment:
        segment = by_value.get(value.casefold())
        if segment is None:
            allowed = [segment.value for segment in by_value.values()]
            raise wrong(
                _("“%(value)s” is none of its values: %(allowed)s.")
                % {"value": value, "allowed": listed(allowed)}
                + did_you_mean(value, allowed)
            )
        return segment

    return read
