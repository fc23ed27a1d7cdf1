"""What one person may read under a question, as plain rows: one query through the gate."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import xor
from typing import Any, NamedTuple, Unpack

from django.db.models import BigIntegerField, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from bulletin.statements import Statement
from participants.board.seen import (
    name_for_peers,
    rung_here,
    seen_columns,
    sight_columns,
    true_of,
)
from participants.enums import ReplyKind
from participants.gate.in_two_steps import visible_under
from participants.gate.reader import Facts, facts_of, reader_with
from participants.models import Participant, Reply
from sessions.enums import Audience, Identity
from sessions.models import Question


class Row(NamedTuple):
    """One reply as the database gives it fastest: ids as text, `said` in minutes since 1970.

    `called` is what peers call a participant. `new` is true of what came after the reader was
    last here; `state` and `channel` are told to the author alone. `refers` and `rung` say that
    there may be more to show of it, and `posted`, in microseconds since 1970, how much has been
    shown; they are no part of what is seen.
    """

    id: str
    kind: str
    parent: str | None
    in_reply_to: str | None
    participant: str | None
    called: str | None
    staff_name: str | None
    staff_role: str | None
    entry: int
    said: int
    new: bool | None
    private: bool
    withdrawn: bool
    state: str
    why: str
    html: str
    corrected: bool
    channel: str
    rejected: bool
    version: str
    refers: bool
    rung: bool
    posted: int

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


_IDS = ("id", "parent", "in_reply_to", "participant")


class Sight(NamedTuple):
    """What is seen of some replies: a number made of all that their markup shows, and nothing
    else (rule 1); whether others begin a thread among them, whether an answer stands, and
    whether one's own words, any words, and any that can be written under are there, or an answer
    that one has taken back and may give anew; whether any may refer to something, or ring true
    for somebody."""

    mark: int
    others: bool
    answered: bool
    own: bool
    words: bool
    open_ended: bool
    refers: bool
    rung: bool


def sight_of(rows: Sequence[Row], me: str, marks: Iterable[int]) -> Sight:
    shown = [row for row in rows if not row.withdrawn]
    return Sight(
        mark=reduce(xor, marks, 0),
        others=any(row.participant != me and row.parent is None for row in rows),
        answered=any(row.counts for row in rows),
        own=any(row.participant == me for row in shown),
        words=bool(shown),
        open_ended=any(not row.rejected for row in shown)
        or any(row.withdrawn and row.is_answer and row.participant == me for row in rows),
        refers=any(row.refers for row in shown),
        rung=any(row.rung for row in shown),
    )


class FactsUnder(Facts):
    """What the gate is told of a reader and a question within their reach (`visible_under`)."""

    question: uuid.UUID
    hidden: bool
    opened: bool
    grouped: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One person looking at one question that has come to exist for them.

    `opened` is the gate's word on others' replies here; `since` when they were last here.
    """

    participant: Participant
    question: Question
    opened: bool
    since: datetime | None

    def rows(self) -> tuple[list[Row], Sight]:
        """Everything they may read here, in the order it was said, and what it comes to."""
        found = replies_under(**self._facts(), whole=False)
        rows = [Row._make(values[:-1]) for values in found]
        return rows, sight_of(rows, str(self.participant.pk), [values[-1] for values in found])

    def sight(self) -> Sight:
        """What the same comes to, without reading it."""
        [(mark, *present)] = replies_under(**self._facts(), whole=True)
        return Sight(mark or 0, *map(bool, present))

    @property
    def gate(self) -> FactsUnder:
        return {
            **facts_of(self.participant),
            "question": self.question.pk,
            "hidden": self.question.hidden_at is not None,
            "opened": self.opened,
            "grouped": self.question.within_set_id is not None,
        }

    @property
    def naming(self) -> dict[str, bool]:
        called = self.participant.board.identity_for(Audience.PEERS)
        return {
            "named": called != Identity.PSEUDONYM,
            "by_first_name": called == Identity.FIRST_NAME,
        }

    def _facts(self) -> dict[str, Any]:
        return {**self.gate, **self.naming, "since": self.since}


def readable_under(**facts: Unpack[FactsUnder]) -> tuple[Participant, QuerySet[Reply]]:
    """Whoever these facts are true of, and what they may read there; for a Statement."""
    person = reader_with(facts["reader"], facts["board"], tester=facts["tester"])
    through = visible_under(
        person,
        facts["question"],
        hidden=facts["hidden"],
        opened=facts["opened"],
        grouped=facts["grouped"],
    )
    return person, Reply.objects.filter(through)


@Statement
def replies_under(
    since: datetime | None,
    named: bool,
    by_first_name: bool,
    whole: bool,
    **facts: Unpack[FactsUnder],
) -> QuerySet[Any, Any]:
    """The replies, each with a mark of what is seen of it; or, as a `whole`, one mark of all."""
    person, readable = readable_under(**facts)
    reader, is_opened = person.pk, facts["opened"] and not facts["hidden"]
    rung = rung_here(facts["question"], tester=person.tester, opened=is_opened)
    seen = seen_columns(reader, since, name_for_peers(named, by_first_name))
    mark = Func(
        *seen.values(),
        template="hash_record_extended(ROW(%(expressions)s), 0)",
        output_field=BigIntegerField(),
    )
    if whole:
        sight = sight_columns(reader, mark, rung)
        return readable.values(all=Value(1)).annotate(**sight).values_list(*sight)
    seen |= {name: Cast(seen[name], TextField()) for name in _IDS}
    seen |= {
        "rejected": true_of(Q(rejected_at__isnull=False)),
        "version": Cast("current_version_id", TextField()),
        "refers": F("current_version__refers"),
        "rung": true_of(rung),
        "posted": Func(
            F("posted_at"),
            template="(extract(epoch from %(expressions)s) * 1000000)::bigint",
            output_field=BigIntegerField(),
        ),
    }
    return readable.order_by("said_at", "id").values_list(
        *(seen[name] for name in Row._fields), mark
    )
