"""What one person may read under a question, as plain rows: one query through the gate."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import xor
from typing import Any, NamedTuple

from django.db.models import (
    Aggregate,
    BigIntegerField,
    BooleanField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from bulletin.statements import Statement
from participants.enums import ReplyKind
from participants.gate.peers import visible_under
from participants.gate.reader import facts_of, reader_with
from participants.models import Participant, Reply
from sessions.enums import Audience, Identity
from sessions.models import Question, StaffMember


class Row(NamedTuple):
    """One reply as the database gives it fastest: ids as text, `said` in minutes since 1970.

    `name` is what peers call a participant, `new` true of what came after the reader was last
    here. A `version` never changes, so it stands for its words, number and channel.
    """

    id: str
    kind: str
    thread: str
    parent: str | None
    in_reply_to: str | None
    participant: str | None
    name: str | None
    pseudonym: str | None
    staff_name: str | None
    staff_role: str | None
    entry: int
    said: int
    new: bool | None
    private: bool
    held: bool
    rejected: bool
    rejected_why: str
    concealed: bool
    withdrawn: bool
    version: str
    html: str
    number: int
    channel: str

    @property
    def is_answer(self) -> bool:
        return self.kind == ReplyKind.ANSWER

    @property
    def written_to(self) -> str | None:
        """The reply that this one answers, whether it hangs on it or beside it."""
        return self.in_reply_to or self.parent

    @property
    def counts(self) -> bool:
        """An answer that stands among those a distribution is made of."""
        return self.is_answer and not (self.rejected or self.withdrawn)


@dataclass(frozen=True, slots=True)
class Look:
    """One person looking at one question that has come to exist for them.

    `opened` is the gate's word on others' replies here; `since` when they were last here.
    """

    participant: Participant
    question: Question
    opened: bool
    since: datetime | None

    def rows(self) -> tuple[list[Row], int]:
        """Everything they may read here, in the order it was said, and its mark."""
        found = replies_under(**self._facts(), whole=False)
        mark = reduce(xor, (values[-1] for values in found), 0)
        return [Row._make(values[:-1]) for values in found], mark

    def mark(self) -> int:
        """A number made of all that they may read here, and of nothing else (rule 1)."""
        [(mark,)] = replies_under(**self._facts(), whole=True)
        return mark or 0

    def _facts(self) -> dict[str, Any]:
        called = self.participant.board.identity_for(Audience.PEERS)
        return {
            **facts_of(self.participant),
            "question": self.question.pk,
            "opened": self.opened,
            "grouped": self.question.within_set_id is not None,
            "since": self.since,
            "named": called != Identity.PSEUDONYM,
            "by_first_name": called == Identity.FIRST_NAME,
        }


@Statement
def replies_under(
    reader: uuid.UUID,
    board: uuid.UUID,
    tester: bool,
    question: uuid.UUID,
    opened: bool,
    grouped: bool,
    since: datetime | None,
    named: bool,
    by_first_name: bool,
    whole: bool,
) -> QuerySet[Any, Any]:
    """The replies, each with a mark of what is seen of it; or, as a `whole`, one mark of all."""
    person = reader_with(reader, board, tester=tester)
    seen = _seen(since) | {"name": _name(named, by_first_name)}
    mark = Func(
        *seen.values(),
        template="hash_record_extended(ROW(%(expressions)s), 0)",
        output_field=BigIntegerField(),
    )
    readable = Reply.objects.filter(visible_under(person, question, opened=opened, grouped=grouped))
    if whole:
        return readable.values(all=Value(1)).annotate(whole=_Xor(mark)).values_list("whole")
    columns = seen | {name: Cast(seen[name], TextField()) for name in _IDS} | _WORDS
    return readable.order_by("said_at", "id").values_list(
        *(columns[name] for name in Row._fields), mark
    )


class _Xor(Aggregate):
    function = "bit_xor"
    output_field = BigIntegerField()


_IDS = ("id", "thread", "parent", "in_reply_to", "participant", "version")
_WORDS = {
    "html": F("current_version__html"),
    "number": F("current_version__number"),
    "channel": F("current_version__channel"),
}


def _seen(since: datetime | None) -> dict[str, Any]:
    """What a page shows of a reply, but for its author's name and what its version stands for."""
    return {
        "id": F("id"),
        "kind": F("kind"),
        "thread": F("thread_id"),
        "parent": F("parent_id"),
        "in_reply_to": F("in_reply_to_id"),
        "participant": F("participant_id"),
        "pseudonym": F("participant__pseudonym"),
        "staff_name": _of_staff("display_name"),
        "staff_role": _of_staff("role"),
        "entry": F("entry"),
        "said": Func(
            F("said_at"),
            template="floor(EXTRACT(EPOCH FROM %(expressions)s) / 60)::int",
            output_field=IntegerField(),
        ),
        "new": _is(Q(posted_at__gt=since)),
        "private": _is(Q(private_to__isnull=False)),
        "held": _is(Q(held_at__isnull=False)),
        "rejected": _is(Q(rejected_at__isnull=False)),
        "rejected_why": F("rejected_why"),
        "concealed": _is(Q(concealed_at__isnull=False)),
        "withdrawn": _is(Q(withdrawn_at__isnull=False)),
        "version": F("current_version_id"),
    }


def _of_staff(column: str) -> Subquery:
    """Looked up for staff's few posts alone: joined, every post would search all staff there is."""
    return Subquery(StaffMember.objects.filter(pk=OuterRef("staff")).values(column))


def _name(named: bool, by_first_name: bool) -> Any:
    """What the board lets peers call a participant (rule 9), and no more of it."""
    if by_first_name:
        return Func(F("participant__name"), Value(r"\S+"), function="substring")
    return F("participant__name") if named else F("participant__pseudonym")


def _is(condition: Q) -> Any:
    return ExpressionWrapper(condition, BooleanField())
