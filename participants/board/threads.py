"""From readable rows to rendered threads: one's own first, then the others'."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from participants.board.posts import Stands, joined, page_at, rendered
from participants.board.rows import Row
from participants.enums import ReplyKind
from participants.kinds import KINDS
from participants.models import Participant
from sessions.enums import Audience, Kind
from sessions.models import Question

_AS_IT_IS = Stands()


@dataclass(frozen=True, slots=True)
class Threads:
    """Rendered, ready for the page."""

    own: SafeString
    others: SafeString
    are_others: bool


@dataclass(slots=True)
class Reader:
    """Who reads, and what they may do with what they read.

    `own_answers` holds the shown form of their own answers to a closed kind, by version.
    """

    participant: Participant
    question: Question
    may_write: bool = False
    own_answers: Mapping[str, str] = field(default_factory=dict)


def threads_of(rows: Sequence[Row], reader: Reader) -> Threads:
    """Every thread that has something to show."""
    weaver = _Weaver(rows, reader)
    roots = [row for row in rows if row.parent is None or row.parent not in weaver.by_id]
    own = [row for row in roots if weaver.is_own(row)]
    others = [row for row in roots if not weaver.is_own(row) and weaver.has_something(row)]
    return Threads(
        own=joined([weaver.rendered(row) for row in own]),
        others=joined([weaver.rendered(row) for row in others]),
        are_others=bool(others),
    )


class _Weaver:
    """Looks things up once for all rows of a page."""

    def __init__(self, rows: Sequence[Row], reader: Reader) -> None:
        self.reader = reader
        self.me = str(reader.participant.pk)
        self.by_id = {row.id: row for row in rows}
        self.beneath: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.parent is not None:
                self.beneath[row.parent].append(row)
        self.replied_to = {row.written_to for row in rows if row.participant == self.me}
        self.is_closed = KINDS[Kind(reader.question.kind)].is_closed
        self.page = page_at(
            reader.participant.board.slug,
            reader.question.pk,
            own_name=reader.participant.name_for(Audience.PEERS),
            is_diary=reader.question.entries > 1,
            may_write=reader.may_write,
            zone=get_current_timezone_name(),
            language=get_language(),
        )

    def is_own(self, row: Row) -> bool:
        return row.participant == self.me

    def has_something(self, row: Row) -> bool:
        """A choice without words shows in the distribution alone, never beside its author.

        Nor does one taken back: a tombstone would appear where nothing stood, as the chart
        moves by that very choice.
        """
        return bool(row.html or row.id in self.beneath or not self.is_closed)

    def rendered(self, row: Row) -> SafeString:
        return rendered(row, self.stands(row), self.page)

    def stands(self, row: Row) -> Stands:
        beneath = self.beneath.get(row.id)
        is_own = row.participant == self.me
        if not beneath and not is_own and row.kind != ReplyKind.PROBE:
            return _AS_IT_IS
        return Stands(
            is_own=is_own,
            asks_reader=self.asks_reader(row),
            own_choice=self.reader.own_answers.get(row.version, ""),
            is_orphan=row.parent is not None and row.parent not in self.by_id,
            hanging=joined([self.rendered(below) for below in beneath or ()]),
        )

    def asks_reader(self, row: Row) -> bool:
        """A probe of one's own words that one has not replied to yet."""
        asked_about = self.by_id.get(row.written_to) if row.written_to else None
        return (
            row.kind == ReplyKind.PROBE
            and asked_about is not None
            and self.is_own(asked_about)
            and row.id not in self.replied_to
        )
