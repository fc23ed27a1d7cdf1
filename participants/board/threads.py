"""From readable rows to rendered threads: one's own first, then the others'."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from bulletin.text.languages import attributes_for
from participants.board.few import Lonely, lonely_among
from participants.board.orders import READ_AT_ONCE, Order, ordered, runs_of
from participants.board.outlines import fold_of
from participants.board.posts import rendered
from participants.board.rows import Row
from participants.board.stands import Stands
from participants.board.surroundings import surroundings_at
from participants.board.talk import Rings
from participants.enums import ReplyKind
from participants.kinds import KINDS
from participants.models import Participant
from participants.readership import only_staff
from sessions.enums import Audience, Kind
from sessions.models import Question

_ALONE, _ABOVE_OTHERS = Stands(), Stands(has_beneath=True)


@dataclass(frozen=True, slots=True)
class Threads:
    """Markup, as it is sent; of the others' how many begin a thread and how many hang on these;
    what is new, as it stands on the page; and whom few have replied to."""

    own: bytes
    others: bytes
    begun: int
    beneath: int
    new: Sequence[str]
    lonely: Sequence[Lonely]


@dataclass(slots=True)
class Reader:
    """Who reads, in which order, and what they may do with what they read.

    `own_answers` holds the shown form of their own answers to a closed kind, by version;
    `answer_readers` and `comment_readers` who reads what they wrote here, where it is in view;
    `rings` says of which posts, by id, for how many they ring true.
    """

    participant: Participant
    question: Question
    may_write: bool = False
    may_withdraw: bool = False
    answer_readers: str = ""
    comment_readers: str = ""
    own_answers: Mapping[str, str] = field(default_factory=dict)
    rings: Mapping[str, Rings] = field(default_factory=dict)
    order: Order = Order.OLDEST


def threads_of(rows: Sequence[Row], reader: Reader) -> Threads:
    """Every thread that has something to show."""
    weaver = _Weaver(rows, reader)
    roots = [row for row in rows if row.parent is None or row.parent not in weaver.by_id]
    own = sorted(filter(weaver.is_own, roots), key=lambda row: not row.is_answer)
    others = [row for row in roots if not weaver.is_own(row) and weaver.has_something(row)]
    return Threads(
        own=weaver.woven(own),
        others=weaver.woven(ordered(others, reader.order, weaver.number)),
        begun=len(others),
        beneath=sum(weaver.number[row.id] for row in others),
        new=weaver.new,
        lonely=lonely_among(rows, weaver.me, weaver.number) if reader.may_write else [],
    )


class _Weaver:
    """Looks things up once for all rows of a page."""

    def __init__(self, rows: Sequence[Row], reader: Reader) -> None:
        self.reader = reader
        self.me = str(reader.participant.pk)
        self.is_closed = KINDS[Kind(reader.question.kind)].is_closed
        self.own_name = reader.participant.name_for(Audience.PEERS)
        self.by_id = {row.id: row for row in rows}
        self.beneath: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            if row.parent is not None:
                self.beneath[row.parent].append(row)
        self.number = {row.id: self._count(row) for row in rows}
        self.new: list[str] = []
        self.replied_to = {row.written_to for row in rows if row.participant == self.me}
        self.around = surroundings_at(
            reader.participant.board.slug,
            reader.question.pk,
            is_diary=reader.question.entries > 1,
            is_daily=reader.question.is_daily,
            may_write=reader.may_write,
            may_withdraw=reader.may_withdraw,
            zone=get_current_timezone_name(),
            language=get_language(),
            speaks=attributes_for(reader.participant.board.language),
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

    def _count(self, row: Row) -> int:
        beneath = self.beneath.get(row.id, ())
        return sum(1 + self._count(below) for below in beneath)

    def _weave(self, row: Row, pieces: list[bytes]) -> None:
        beneath = self.beneath.get(row.id, ())
        before, after = rendered(self._told(row), self._stands(row, bool(beneath)), self.around)
        pieces.append(before)
        if row.new:
            self.new.append(row.id)
        if len(beneath) > READ_AT_ONCE:
            self._weave_long(beneath, pieces)
        else:
            for below in beneath:
                self._weave(below, pieces)
        pieces.append(after)

    def _told(self, row: Row) -> Row:
        """Of others' choices not that they were corrected: it would say whose the one is by which
        the chart has just moved (ADR 50)."""
        is_choice = self.is_closed and row.is_answer and not self.is_own(row)
        return row._replace(corrected=False) if is_choice else row

    def _weave_long(self, beneath: Sequence[Row], pieces: list[bytes]) -> None:
        for folded, run in runs_of(beneath, self._is_kept):
            if folded:
                number = sum(1 + self.number[row.id] for row in run)
                fold = fold_of(number, self.around.language)
                pieces.append(fold.before % run[0].id.encode())
            for row in run:
                self._weave(row, pieces)
            if folded:
                pieces.append(fold.after)

    def _is_kept(self, row: Row) -> bool:
        """In sight however long the thread is: it, or what hangs on it."""
        here = bool(row.new) or self.is_own(row) or self.asks_reader(row)
        return here or any(self._is_kept(below) for below in self.beneath.get(row.id, ()))

    def _stands(self, row: Row, has_beneath: bool) -> Stands:
        is_own, rings = row.participant == self.me, self.reader.rings.get(row.id)
        if not is_own and row.kind != ReplyKind.PROBE and rings is None:
            return _ABOVE_OTHERS if has_beneath else _ALONE
        return Stands(
            own_name=self.own_name if is_own else "",
            is_own=is_own,
            asks_reader=self.asks_reader(row),
            own_choice=self.reader.own_answers.get(row.version, ""),
            is_orphan=row.parent is not None and row.parent not in self.by_id,
            has_beneath=has_beneath,
            rings=rings or Rings(),
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
