"""When a board's reminder rules speak of a stage: working days from a date, at a wall time.

Counted in the board's zone, from the dates as they stand: a date that is moved moves its
reminders with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sessions.enums import ReminderAnchor, ReminderAudience
from sessions.models import ReminderRule, Stage
from sessions.timetable.working_days import working_days_after, working_days_before

# A reminder that could not leave for so long says nothing new any more.
REMINDER_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One reminder about one stage: on which day of the board's calendar, to whom, and until
    when it is worth sending. Two of a day, a stage and an audience are one."""

    stage: Stage
    audience: ReminderAudience
    day: date
    at: datetime
    expires_at: datetime

    @property
    def nth(self) -> int:
        """What makes it one notice: the day it speaks on, as its ordinal."""
        return self.day.toordinal()

    def is_on(self, now: datetime) -> bool:
        """Whether its time has come and is not over."""
        return self.at <= now < self.expires_at


def occasions_of(
    stage: Stage, rules: Iterable[ReminderRule], *, due_at: datetime
) -> Iterator[Occasion]:
    """The stage's reminders where it falls due at `due_at`; the stage's board must be loaded.

    None before the stage has opened, and none once it is due.
    """
    opened_at = max(filter(None, (stage.opens_at, stage.released_at)), default=None)
    for rule in rules:
        day = _day(rule, stage, due_at)
        if day is None or opened_at is None:
            continue
        at = datetime.combine(day, rule.at, tzinfo=stage.board.zone).astimezone(UTC)
        if opened_at <= at < due_at:
            yield Occasion(
                stage=stage,
                audience=ReminderAudience(rule.audience),
                day=day,
                at=at,
                expires_at=min(due_at, at + REMINDER_LASTS),
            )


def _day(rule: ReminderRule, stage: Stage, due_at: datetime) -> date | None:
    """The rule's day for this stage; None where what it counts from has no date."""
    zone = stage.board.zone
    if rule.anchor == ReminderAnchor.BEFORE_DUE:
        return working_days_before(due_at.astimezone(zone).date(), rule.working_days)
    if stage.opens_at is None:
        return None
    return working_days_after(stage.opens_at.astimezone(zone).date(), rule.working_days)
