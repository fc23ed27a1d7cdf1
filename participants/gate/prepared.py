"""The gate's conditions, put into SQL once a process instead of once a question.

Written with the ORM they read like the rules and cost tens of milliseconds to build; their
SQL depends on nothing but whether the reader is a tester. So it is built for a reader who
stands for all, and each real one's ids and instant are filled in.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import update_wrapper
from hashlib import sha256
from itertools import chain
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from bulletin.statements import PreparedText, Text, numbered
from participants.models import Participant

M = TypeVar("M", bound=Model)

_ANYONE = uuid.UUID(int=1)
_ANY_BOARD = uuid.UUID(int=2)
_ANY_TIME = datetime(1, 1, 1, tzinfo=UTC)
_NOW = {"now": _ANY_TIME}
_MANY = {"readers": [uuid.UUID(int=3)], "boards": [uuid.UUID(int=4)]}
_OF_EACH = 'SELECT "reader"."id", %s FROM unnest(%%s, %%s) AS "reader" ("id", "board"), %s'


@dataclass(frozen=True, slots=True)
class _Compiled:
    model: type[Model]
    sql: str
    parameters: tuple[Any, ...]

    def for_readers(self) -> Text:
        """The same condition for each of many readers, whose ids and boards are two arrays.

        The readers stand beside the rows, in one FROM. Where they stood around them (LATERAL),
        PostgreSQL kept for the second reader what a subquery had found for the first, once its
        planner had copied that subquery into two filters: some of their rows were left out.
        """
        columns = {_ANYONE: '"reader"."id"', _ANY_BOARD: '"reader"."board"'}
        pieces = self.sql.split("%s")
        places = [columns.get(value, "%s") for value in self.parameters]
        condition = "".join(chain.from_iterable(zip(pieces, [*places, ""], strict=True)))
        values = [value for value in self.parameters if value not in columns]
        found, _, rest = condition.partition(" FROM ")
        row = found.removeprefix("SELECT ").removesuffix(' AS "pk"')
        return numbered(_OF_EACH % (row, rest), [*_MANY.values(), *values], _MANY | _NOW)


class Prepared(Generic[M]):
    """Decorates `condition(participant, now)`: the same rows, by a subquery compiled beforehand.

    `condition` may ask the participant for `pk`, `board_id` and `tester` alone, and must pass
    `now` into its query as it is. Anything else of the person is not loaded and raises; an
    instant derived from `now` raises TypeError.
    """

    def __init__(self, condition: Callable[[Participant, datetime], QuerySet[M]]) -> None:
        self._condition = condition
        self._compiled: dict[bool, _Compiled] = {}
        self._for_readers: dict[bool, PreparedText] = {}
        update_wrapper(self, condition)

    def __call__(self, participant: Participant, now: datetime) -> QuerySet[M]:
        model: Any = self._ready(participant.tester).model
        rows: QuerySet[M] = model._default_manager.filter(pk__in=self.ids(participant, now))
        return rows

    def ids(self, participant: Participant, now: datetime) -> RawSQL:
        """The primary keys of those rows, for use in another query."""
        compiled = self._ready(participant.tester)
        real = {_ANYONE: participant.pk, _ANY_BOARD: participant.board_id, _ANY_TIME: now}
        values = [real.get(value, value) for value in compiled.parameters]
        return RawSQL(compiled.sql, values)  # noqa: S611 - Django wrote it, from our own models

    def of_each(
        self, participants: Iterable[Participant], now: datetime
    ) -> set[tuple[uuid.UUID, uuid.UUID]]:
        """For many readers at once: pairs of a reader's primary key and a row's.

        One query, and one more where testers are among them.
        """
        alike: dict[bool, list[Participant]] = defaultdict(list)
        for participant in participants:
            alike[participant.tester].append(participant)
        pairs: set[tuple[uuid.UUID, uuid.UUID]] = set()
        for tester, readers in alike.items():
            ids, boards = [each.pk for each in readers], [each.board_id for each in readers]
            given = {"readers": ids, "boards": boards, "now": now}
            pairs.update((reader, row) for reader, row in self._many(tester).rows(given))
        return pairs

    def _many(self, tester: bool) -> PreparedText:
        if tester not in self._for_readers:
            text = self._ready(tester).for_readers()
            name = f"of_each_{sha256(text.sql.encode()).hexdigest()[:16]}"
            self._for_readers[tester] = PreparedText(
                name, text, ["uuid[]", "uuid[]", "timestamptz"]
            )
        return self._for_readers[tester]

    def _ready(self, tester: bool) -> _Compiled:
        if tester not in self._compiled:
            self._compiled[tester] = self._compile(tester)
        return self._compiled[tester]

    def _compile(self, tester: bool) -> _Compiled:
        loaded = {"id": _ANYONE, "board_id": _ANY_BOARD, "tester": tester}
        anyone = Participant.from_db("default", list(loaded), list(loaded.values()))
        rows = self._condition(anyone, _ANY_TIME)
        sql, parameters = rows.order_by().values("pk").query.sql_with_params()
        if any(isinstance(value, datetime) and value != _ANY_TIME for value in parameters):
            raise TypeError("A prepared condition compares with `now` itself.")
        return _Compiled(rows.model, sql, tuple(parameters))
