"""The gate's conditions, put into SQL once a process instead of once a question.

Written with the ORM they read like the rules and cost tens of milliseconds to build; their
SQL depends on nothing but whether the reader is a tester. So it is built for a reader who
stands for all, and each real one's ids and instant are filled in.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

from participants.models import Participant

M = TypeVar("M", bound=Model)

_ANYONE = uuid.UUID(int=1)
_ANY_BOARD = uuid.UUID(int=2)
_ANY_TIME = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Compiled:
    model: type[Model]
    sql: str
    parameters: tuple[Any, ...]


class Prepared(Generic[M]):
    """Decorates `condition(participant, now)`: the same rows, by a subquery compiled beforehand.

    `condition` may ask the participant for `pk`, `board_id` and `tester` alone, and must pass
    `now` into its query as it is. Anything else of the person is not loaded and raises; an
    instant derived from `now` raises TypeError.
    """

    def __init__(self, condition: Callable[[Participant, datetime], QuerySet[M]]) -> None:
        self._condition = condition
        self._compiled: dict[bool, _Compiled] = {}
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
