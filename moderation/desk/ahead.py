"""What happens next on a board, by itself, and who is then told by e-mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from moderation.desk.deeds.base import told
from moderation.desk.reach import Reach
from moderation.web import Desk
from participants.notices.reminders import ReminderAhead, reminders_ahead
from sessions.enums import Opening, ReminderAudience
from sessions.models import Stage

SHOWN = 4


@dataclass(frozen=True)
class Ahead:
    """One thing that comes: when, what, and whom it is told; `waits` where somebody must act."""

    at: datetime
    what: str
    told: str = ""
    waits: bool = False


def ahead_for(desk: Desk, stages: Sequence[Stage], reach: Reach) -> list[Ahead]:
    """The next few things, the first one first; none before the launch, nor after the grace.

    The number of people in a reminder is for those who read everything: it counts who has
    not answered.
    """
    if not desk.board.is_launched(desk.now):
        return []
    coming = [
        *(thing for stage in stages for thing in _of_stage(desk, stage, reach)),
        *_reminders(desk),
        *_end(desk),
    ]
    return sorted(coming, key=lambda thing: thing.at)[:SHOWN]


def _of_stage(desk: Desk, stage: Stage, reach: Reach) -> Iterator[Ahead]:
    now, named = desk.now, {"stage": stage.title}
    if stage.opening == Opening.BY_DATE and stage.opens_at and stage.opens_at > now:
        yield _opening(stage, stage.opens_at, reach)
    if stage.due_at and stage.due_at > now:
        yield Ahead(stage.due_at, _("“%(stage)s” is due.") % named)
    if stage.closes_at and stage.closes_at > now:
        yield Ahead(stage.closes_at, _("“%(stage)s” closes: it takes no answers then.") % named)


def _opening(stage: Stage, at: datetime, reach: Reach) -> Ahead:
    named = {"stage": stage.title}
    if stage.is_released:
        return Ahead(at, _("“%(stage)s” opens.") % named, told(reach.of(stage)))
    return Ahead(at, _("“%(stage)s” would open, but is not released.") % named, waits=True)


def _reminders(desk: Desk) -> Iterator[Ahead]:
    if not desk.member.reads_everything:
        return
    for coming in reminders_ahead(desk.board, now=desk.now, most=SHOWN):
        yield Ahead(coming.occasion.at, _reminder(coming), told(coming.people))


def _reminder(coming: ReminderAhead) -> str:
    words = {
        ReminderAudience.UNFINISHED: _("A reminder of “%(stage)s”, as things stand now."),
        ReminderAudience.NEVER_CAME: _("A reminder to those who have not come yet."),
    }
    return words[coming.occasion.audience] % {"stage": coming.occasion.stage.title}


def _end(desk: Desk) -> Iterator[Ahead]:
    board, now = desk.board, desk.now
    if board.ends_at > now:
        yield Ahead(board.ends_at, _("The board ends: no question takes an answer then."))
    if board.grace_ends_at > max(now, board.ends_at):
        yield Ahead(board.grace_ends_at, _("Comments and last replies are taken until then."))
