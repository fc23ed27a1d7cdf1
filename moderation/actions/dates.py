"""Dates move and people get more time, without closing what someone could read (rule 2)."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.actions.unlocking import keep_open_what_was_readable
from participants.models import Extension, Participant
from sessions.actions.dating import set_dates, set_end
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Board, Stage
from sessions.timetable.wall_time import WallTime


@transaction.atomic
def move_dates(
    *,
    stage: Stage,
    to: Mapping[str, WallTime | None],
    by: User,
    now: datetime,
    tell: bool = False,
) -> list[str]:
    """As `sessions.actions.dating.set_dates`; whoever could read a reply goes on reading it.

    Both are held first: whoever answers meanwhile and this never wait for each other. The board
    comes before its stages wherever more than one is held.
    """
    hold(stage.board)
    hold(stage)
    keep_open_what_was_readable(stage=stage, now=now)
    return set_dates(stage=stage, to=to, by=by, now=now, tell=tell)


@transaction.atomic
def move_end(*, board: Board, to: WallTime, by: User, now: datetime, tell: bool = False) -> bool:
    """As `sessions.actions.dating.set_end`; whoever could read a reply goes on reading it.

    The board is held first, for the same reason as the stage in `move_dates`.
    """
    hold(board)
    keep_open_what_was_readable(board=board, now=now)
    return set_end(board=board, to=to, by=by, now=now, tell=tell)


@transaction.atomic
def give_more_time(
    *,
    participant: Participant,
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> bool:
    """This person may answer the stage until `until` (exclusive), which is their due date now.

    A later call replaces the earlier one. False where they have exactly that already. Raises
    Refused where it would give nothing, or last beyond the board's grace period.
    """
    hold(stage)
    _refuse_more_time(stage, until, now)
    if Extension.objects.filter(participant=participant, stage=stage, until=until).exists():
        return False
    _extend([participant], stage, until, reason, by, now)
    return True


@transaction.atomic
def give_more_time_to(
    people: Collection[Participant],
    *,
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> int:
    """The same for several people of the stage's board, but that who has as much already, or more,
    keeps it. Returns how many have more than before."""
    hold(stage)
    _refuse_more_time(stage, until, now)
    longer = Extension.objects.filter(stage=stage, until__gte=until)
    have = set(longer.values_list("participant", flat=True))
    gaining = [person for person in people if person.pk not in have]
    if gaining:
        _extend(gaining, stage, until, reason, by, now)
    return len(gaining)


def _refuse_more_time(stage: Stage, until: datetime, now: datetime) -> None:
    if until <= max(now, stage.due_or_ends_at):
        raise Refused(_("That is no later than what they have."), field="until")
    if until > stage.board.grace_ends_at:
        raise Refused(_("The board's grace period ends before that."), field="until")


def _extend(
    people: Collection[Participant],
    stage: Stage,
    until: datetime,
    reason: str,
    by: User,
    now: datetime,
) -> None:
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
            for person in people
        ],
        update_conflicts=True,
        unique_fields=["stage", "participant"],
        update_fields=["until", "reason", "granted_at", "granted_by"],
    )
    for person in people:
        _record(person, stage, until, by, now)


def _record(person: Participant, stage: Stage, until: datetime, by: User, now: datetime) -> None:
    Entry.objects.record(
        "more_time_given",
        now=now,
        actor=by.pk,
        board=stage.board_id,
        subject=person,
        stage=str(stage.pk),
        until=until.isoformat(),
    )
