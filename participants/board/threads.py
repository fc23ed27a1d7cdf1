"""From readable rows to rendered threads: one's own first, then the others'."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from participants.board.posts import Stands, page_at, rendered
from participants.board.rows import Row
from participants.enums import ReplyKind
from participants.kinds import KINDS
from participants.models import Participant
from participants.readership import only_staff
from sessions.enums import Audience, Kind
from sessions.models import Question

_ALONE, _ABOVE_OTHERS = Stands(), Stands(has_beneath=True)


@dataclass(frozen=True, slots=True)
class Threads:
    """Markup, as it is sent."""

    own: bytes
    others: bytes


@dataclass(slots=True)
class Reader:
    """Who reads, and what they may do with what they read.

    `own_answers` holds the shown form of their own answers to a closed kind, by version;
    `answer_readers` and `comment_readers` who reads what they wrote here, where it is in view.
    """

    participant: Participant
    question: Question
    may_write: bool = False
    may_withdraw: bool = False
    answer_readers: str = ""
    comment_readers: str = ""
    own_answers: Mapping[str, str] = field(default_factory=dict)


def threads_of(rows: Sequence[Row], reader: Reader) -> Threads:
    """Every thread that has something to show."""
    weaver = _Weaver(rows, reader)
    roots = [row for row in rows if row.parent is None or row.parent not in weaver.by_id]
    own = sorted(filter(weaver.is_own, roots), key=lambda row: not row.is_answer)
    others = [row for row in roots if not weaver.is_own(row) and weaver.has_something(row)]
    return Threads(own=weaver.woven(own), others=weaver.woven(others))


class _Weaver:
    """Looks things up once for all rows of a page."""

    def __init__(self, rows: Sequence[Row], reader: Reader) -> None:
        self.reader = reader
        self.me = str(reader.participant.pk)
        self.own_name = reader.participant.name_for(Audience.PEERS)
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
            is_diary=reader.question.entries > 1,
            is_daily=reader.question.is_daily,
            may_write=reader.may_write,
            may_withdraw=reader.may_withdraw,
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

    def woven(self, roots: Iterable[Row]) -> bytes:
        pieces: list[bytes] = []
        for row in roots:
            self._weave(row, pieces)
        return b"".join(pieces)

    def _weave(self, row: Row, pieces: list[bytes]) -> None:
        beneath = self.beneath.get(row.id, ())
        before, after = rendered(row, self._stands(row, bool(beneath)), self.page)
        pieces.append(before)
        for below in beneath:
            self._weave(below, pieces)
        pieces.append(after)

    def _stands(self, row: Row, has_beneath: bool) -> Stands:
        is_own = row.participant == self.me
        if not is_own and row.kind != ReplyKind.PROBE:
            return _ABOVE_OTHERS if has_beneath else _ALONE
        return Stands(
            own_name=self.own_name if is_own else "",
            is_own=is_own,
            asks_reader=self.asks_reader(row),
            own_choice=self.reader.own_answers.get(row.version, ""),
            is_orphan=row.parent is not None and row.parent not in self.by_id,
            has_beneath=has_beneath,
            readers=self._readers(row) if is_own else "",
        )

    def _readers(self, row: Row) -> str:
        """Of one's own post; a private one says so itself, and a tombstone says nothing.

        What hangs on a post that is gone from one's own view may still be read with it.
        """
        if row.withdrawn or row.private:
            return ""
        if self._is_kept_from_peers(row):
            return only_staff()
        reader = self.reader
        return reader.answer_readers if row.is_answer else reader.comment_readers

    def _is_kept_from_peers(self, row: Row) -> bool:
        """It, or something of one's own that it hangs on, is held, rejected or concealed."""
        above = {row.parent, row.in_reply_to} - {None}
        return bool(row.state) or any(
            self._is_kept_from_peers(self.by_id[one]) for one in above if one in self.by_id
        )

    def asks_reader(self, row: Row) -> bool:
        """A probe of one's own words that one has not replied to yet."""
        asked_about = self.by_id.get(row.written_to) if row.written_to else None
        return (
            row.kind == ReplyKind.PROBE
            and asked_about is not None
            and self.is_own(asked_about)
            and not asked_about.withdrawn
            and row.id not in self.replied_to
        )
