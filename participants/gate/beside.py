"""Replies written to one that could hold no more below it, at whatever remove (rule 1).

Threads go no deeper than answer, comment, reply: what would go deeper hangs beside what it
was written to, and names it. Whoever may not read that may not read what was written to it,
nor what was written to this in turn; so the chain is followed up to its end, inside the query.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func, QuerySet, UUIDField, Value
from django.db.models.sql.compiler import SQLCompiler

from participants.models import Participant, Reply


class StandsOn(Func):
    """Whether the outer query's reply was written, at whatever remove, to one of `replies`.

    What was written to `reader`'s own words stands on those: the chain ends there.
    """

    output_field = BooleanField()
    template = """
        EXISTS (
            WITH RECURSIVE above (id, participant_id, in_reply_to_id) AS (
                SELECT nearest.id, nearest.participant_id, nearest.in_reply_to_id
                FROM participants_reply nearest
                WHERE nearest.id = {written_to}
                UNION
                SELECT further.id, further.participant_id, further.in_reply_to_id
                FROM participants_reply further
                JOIN above ON above.in_reply_to_id = further.id
                WHERE {by_others}
            )
            SELECT 1 FROM above WHERE above.id IN ({replies})
        )
    """

    def __init__(self, replies: QuerySet[Reply], reader: Participant | None = None) -> None:
        own = [Value(reader.pk, output_field=UUIDField())] if reader else []
        super().__init__(F("in_reply_to"), *own)
        self.replies = replies

    def as_sql(  # type: ignore[override]
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        (written_to, outer), *own = parts
        replies, among = self.replies.order_by().values("pk").query.sql_with_params()
        by_others = "above.participant_id IS DISTINCT FROM %s" if own else "TRUE"
        reader = [value for _sql, values in own for value in values]
        return (
            self.template.format(written_to=written_to, by_others=by_others, replies=replies),
            [*outer, *reader, *among],
        )
