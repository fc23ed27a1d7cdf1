"""What hangs on some replies, or was written to them, at whatever remove (rule 1).

Threads go no deeper than answer, comment, reply: what would go deeper hangs beside what it was
written to, and names it. Whoever may not read that may not read what was written to it, nor what
was written to this in turn; so the chain is followed to its end, inside the query.
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet, UUIDField, Value
from django.db.models.sql.compiler import SQLCompiler

from participants.models import Participant, Reply


class Beneath(Func):
    """Whether the outer query's reply is among these, or beneath one of them.

    Each of `sets` is found once for the whole query, and must be small: limit it to one board.
    What was written to `reader`'s own words stands on those: the chain ends there. No id comes
    out twice; DISTINCT tells PostgreSQL so, which expects a million from a recursion otherwise
    and looks through them anew for every reply.
    """

    output_field = BooleanField()
    template = """
        {reply} IN (
            WITH RECURSIVE beneath (id, participant_id) AS (
                ({sets})
                UNION
                SELECT further.id, further.participant_id
                FROM participants_reply further
                JOIN beneath ON further.thread_id = beneath.id
                    OR further.parent_id = beneath.id
                    OR further.in_reply_to_id = beneath.id
                WHERE {by_others}
            )
            SELECT DISTINCT id FROM beneath
        )
    """

    def __init__(self, sets: Sequence[QuerySet[Reply]], reader: Participant | None = None) -> None:
        own = [Value(reader.pk, output_field=UUIDField())] if reader else []
        super().__init__(F("pk"), *own)
        self.sets = sets

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        (reply, outer), *own = [compiler.compile(part) for part in self.get_source_expressions()]
        sets = [
            each.order_by().values_list("pk", "participant").query.sql_with_params()
            for each in self.sets
        ]
        by_others = "beneath.participant_id IS DISTINCT FROM %s" if own else "TRUE"
        return (
            self.template.format(
                reply=reply, by_others=by_others, sets=" UNION ALL ".join(sql for sql, _ in sets)
            ),
            [*outer, *chain.from_iterable(among for _, among in [*sets, *own])],
        )
