"""Whoever is added after stages have closed finds these open for some days, if a board says so."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Extension, Participant
from sessions.models import Board, Stage
from sessions.rules import has_closed, has_opened

LATE = "late_joiner_given_time"


def open_to_late_joiners(
    people: Sequence[Participant], *, board: Board, by: User | None, now: datetime
) -> int:
    """They have more time on each stage that has closed, with a trace, as far as the grace period
    lasts; who has as much already, or more, keeps it. Returns on how many stages it gave anybody
    more; none where the board leaves closed stages as they are.

    `by` is None for the command line: then it is given by whoever launched the board.
    """
    until = late_until(board, now) if people else None
    given_by = (by or board.launched_by) if until else None
    if until is None or given_by is None:
        return 0
    gained = _without_as_much(people, closed_stages(board, now), until)
    Extension.objects.bulk_create(
        [
            Extension(
                participant=person, stage=stage, until=until, granted_at=now, granted_by=given_by
            )
            for person, stages in gained
            for stage in stages
        ],
        update_conflicts=True,
        unique_fields=["stage", "participant"],
        update_fields=["until", "reason", "granted_at", "granted_by"],
    )
    for person, stages in gained:
        Entry.objects.record(
            LATE,
            now=now,
            actor=by.pk if by else None,
            board=board.pk,
            subject=person,
            stages=len(stages),
            until=until.astimezone(board.zone).date().isoformat(),
        )
    return len({stage.pk for _person, stages in gained for stage in stages})


def _without_as_much(
    people: Sequence[Participant], stages: Sequence[Stage], until: datetime
) -> list[tuple[Participant, list[Stage]]]:
    """Who has less time than that, each with the stages on which they do."""
    enough = Extension.objects.filter(
        participant__in=people, stage__in=[stage.pk for stage in stages], until__gte=until
    )
    have = set(enough.values_list("participant", "stage"))
    lacking = [
        (person, [stage for stage in stages if (person.pk, stage.pk) not in have])
        for person in people
    ]
    return [(person, without) for person, without in lacking if without]


def late_until(board: Board, now: datetime) -> datetime | None:
    """Until when closed stages are open to whoever is added now; None where they are not."""
    if board.late_joiner_days is None or not board.is_launched(now):
        return None
    until = min(now + timedelta(days=board.late_joiner_days), board.grace_ends_at)
    return until if until > now else None


def closed_stages(board: Board, now: datetime) -> list[Stage]:
    """Those that opened and have closed by the clock, with their board at hand."""
    stages = list(board.stages.order_by("position"))
    for stage in stages:
        stage.board = board
    return [stage for stage in stages if has_opened(stage, now) and has_closed(stage, now)]
