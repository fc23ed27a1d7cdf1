"""More time for several people at once, with a trace for each of them."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.actions.dates import refuse_more_time
from participants.actions.unlocking import keep_open_what_was_readable
from participants.models import Extension, Participant
from sessions.actions.staging import hold
from sessions.models import Stage


@transaction.atomic
def give_all_more_time(
    *,
    people: Collection[Participant],
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> int:
    """Each of these may answer the stage until `until` (exclusive), which is their due date now.

    Who has as much already, or more, keeps it. Returns how many have more than before. Raises
    Refused as `give_more_time` does.
    """
    refuse_more_time(stage, until, now)
    hold(stage)
    have = dict(
        Extension.objects.filter(stage=stage, until__gte=until).values_list("participant", "until")
    )
    gaining = [person for person in people if person.pk not in have]
    if not gaining:
        return 0
    keep_open_what_was_readable(stage=stage, now=now)
    Extension.objects.bulk_create(
        [
            Extension(
                participant=person,
                stage=stage,
                until=until,
                reason=reason,
                granted_at=now,
                granted_by=by,
            )
            for person in gaining
        ],
        update_conflicts=True,
        unique_fields=["stage", "participant"],
        update_fields=["until", "reason", "granted_at", "granted_by"],
    )
    for person in gaining:
        Entry.objects.record(
            "more_time_given",
            now=now,
            actor=by.pk,
            board=stage.board_id,
            subject=person,
            stage=str(stage.pk),
            until=until.isoformat(),
        )
    return len(gaining)
