"""Replies written to one that could hold no more below it, at whatever remove (rule 1).

Threads go no deeper than answer, comment, reply: what would go deeper hangs beside what it
was written to, and names it. Whoever may not read that may not read what was written to it,
nor what was written to this in turn; so the chain is followed to its end, inside the query.
"""

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from participants.models import Participant, Reply


def spread(replies: QuerySet[Reply], reader: Participant | None = None) -> RawSQL:
    """The ids of these replies and of all that was written to them in turn.

    What was written to `reader`'s own words stands on those: the chain ends there.
    """
    first, parameters = replies.order_by().values("pk").query.sql_with_params()
    by_others = "WHERE addressed.participant_id IS DISTINCT FROM %s" if reader else ""
    sql = f"""
        WITH RECURSIVE reached (id) AS (
            {first}
            UNION
            SELECT further.id
            FROM participants_reply further
            JOIN participants_reply addressed ON addressed.id = further.in_reply_to_id
            JOIN reached ON reached.id = addressed.id
            {by_others}
        )
        SELECT id FROM reached
    """  # noqa: S608 - Django wrote what is put in, from our own models
    own = (reader.pk,) if reader else ()
    return RawSQL(sql, (*parameters, *own))  # noqa: S611
