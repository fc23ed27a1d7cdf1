"""Who quotes a person or names them, and where: found before they are erased, since after it
nobody could."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.crypto import salted_hmac

from bulletin.text.ranges import Range
from moderation.enums import QuotedIn
from moderation.erasing.sought import Sought
from moderation.erasing.sources import SOURCES, Text
from moderation.erasing.spoken_to import mentions_of
from moderation.models import Quotation
from participants.models import Participant, Reply
from sessions.enums import Audience
from sessions.models import Board

_BESIDE = 60


@dataclass(frozen=True)
class Snippet:
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Quoting:
    """One row of somebody else's in which words of theirs stand."""

    name: str
    """Of the choice that is made of it in a form."""
    kind: QuotedIn
    target: UUID
    who: str
    url: str
    places: list[list[Any]]
    snippets: list[Snippet]

    @property
    def label(self) -> str:
        return str(self.kind.label)


def quoting(person: Participant) -> list[Quoting]:
    """Everything on the board that quotes or names them, but where a row says that they are spoken
    to: that goes without a decision. The queries grow with no row."""
    sought = Sought.of(person)
    spoken_to = {
        holder: places
        for found in mentions_of(person).values()
        for (holder, _path), (_words, places) in found.items()
    }
    return [one for kind in SOURCES for one in _in_source(kind, person, sought, spoken_to)]


def _in_source(
    kind: QuotedIn, person: Participant, sought: Sought, but: Mapping[str, Sequence[Range]]
) -> Iterator[Quoting]:
    source = SOURCES[kind]
    for row in source.rows(person):
        found = [
            (text, where)
            for text in source.texts(row)
            for where in sought.ranges_in(text.words)
            if not _is_within(where, but.get(str(text.row), ()))
        ]
        if found:
            yield _quoting(person.board, kind, row, found, row.pk)


def _is_within(where: Range, places: Sequence[Range]) -> bool:
    return any(start <= where[0] and where[1] <= end for start, end in places)


def _quoting(
    board: Board, kind: QuotedIn, row: Any, found: list[tuple[Text, Range]], token: UUID
) -> Quoting:
    return Quoting(
        name=f"{kind}-{token}",
        kind=kind,
        target=row.pk,
        who=_who(row, board),
        url=reverse(SOURCES[kind].page, args=[board.slug, *SOURCES[kind].args(row)]),
        places=[
            [str(text.row), text.path, start, end, digest_of(text.words)]
            for text, (start, end) in found
        ],
        snippets=_snippets(found),
    )


def _snippets(found: list[tuple[Text, Range]]) -> list[Snippet]:
    """Each once, however many versions of a text hold it."""
    return list(dict.fromkeys(_snippet(text.words, *where) for text, where in found))


def _snippet(text: str, start: int, end: int) -> Snippet:
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    return Snippet(
        before=("… " if start > _BESIDE else "") + before,
        words=text[start:end],
        after=after + (" …" if len(text) > end + _BESIDE else ""),
    )


def _who(row: Any, board: Board) -> str:
    if isinstance(row, Reply):
        if row.participant is None:
            return str(row.staff.display_name) if row.staff else ""
        row.participant.board = board
        return row.participant.name_for(Audience.STAFF)
    author = getattr(row, "author", None)
    return str(author.display_name) if author else ""


def digest_of(text: str) -> str:
    """It tells whether a text is still the same, and takes our secret to make."""
    return salted_hmac("a text that quotes somebody", text).hexdigest()


def still_waiting(board: Board) -> list[tuple[Quotation, Quoting]]:
    """What was left to be decided on this board, as it reads now; what is gone since is not
    among it."""
    waiting = list(
        Quotation.objects.waiting()
        .filter(participant__board=board)
        .select_related("participant__board")
    )
    rows = _rows_of(board, waiting)
    return [
        (one, found)
        for one in waiting
        if (row := rows.get((one.kind, one.target))) and (found := _as_it_reads(board, one, row))
    ]


def _rows_of(board: Board, waiting: list[Quotation]) -> dict[tuple[str, UUID], Any]:
    """By kind and id: as many queries as there are kinds, for each person who is erased."""
    wanted: dict[tuple[Participant, str], set[UUID]] = defaultdict(set)
    for one in waiting:
        wanted[one.participant, one.kind].add(one.target)
    return {
        (kind, row.pk): row
        for (person, kind), targets in wanted.items()
        for row in SOURCES[QuotedIn(kind)].rows(person).filter(pk__in=targets)
    }


def _as_it_reads(board: Board, one: Quotation, row: Any) -> Quoting | None:
    """None where nothing is left of the text."""
    kind = QuotedIn(one.kind)
    texts = {(str(text.row), text.path): text for text in SOURCES[kind].texts(row) if text.words}
    found = [
        (text, (start, end))
        for holder, path, start, end, digest in one.places
        if (text := texts.get((holder, path))) and digest_of(text.words) == digest
    ]
    return _quoting(board, kind, row, found, one.pk) if texts else None
