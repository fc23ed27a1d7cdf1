"""What a shift would make of each date, as the page shows it before anything is saved."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin.text.moments import whole_day
from moderation.web import Desk
from participants.models import Announcement
from sessions.models import Board
from sessions.timetable.checks import ENDS, Finding, remarks, rows_of
from sessions.timetable.days_off import DaysOff
from sessions.timetable.shifting import (
    READING,
    WITHDRAWAL,
    Change,
    ChangedDay,
    Plan,
    Shift,
    plan_of,
)
from sessions.timetable.wall_time import WallTime


@dataclass(frozen=True)
class ShiftedLine:
    """One date before and after, with its weekdays; `off` is what the new day is called if people
    rest on it."""

    what: str
    which: str
    before: str
    after: str
    off: str
    problem: str
    change: Change | None = None


@dataclass(frozen=True)
class Preview:
    lines: list[ShiftedLine]
    plan: Plan
    remarks: list[Finding]
    waiting: list[Announcement]

    @property
    def is_possible(self) -> bool:
        return bool(self.lines) and not self.plan.problems


def preview_of(desk: Desk, shift: Shift) -> Preview:
    """Nothing is saved: the rows that are changed are the preview's own."""
    board = Board.objects.get(pk=desk.board.pk)
    plan = plan_of(board, rows_of(board), shift, now=desk.now)
    off = DaysOff(board.holidays)
    lines = [_line(change, plan, off) for change in plan.changes]
    if plan.start_moves:
        lines.insert(0, _start(plan, off))
    lines += [_destroyed(day, off) for day in plan.days]
    found = [] if plan.problems else remarks(board, list(plan.stages), now=desk.now)
    return Preview(lines, plan, found, list(_waiting(desk)) if lines else [])


def _waiting(desk: Desk) -> QuerySet[Announcement]:
    """Announcements that appear at a moment of their own, which stays."""
    return desk.board.announcements.filter(appears_at__gt=desk.now).order_by("appears_at")


def _line(change: Change, plan: Plan, off: DaysOff) -> ShiftedLine:
    board = plan.board
    day = change.after.date_in(board.starts_on)
    return ShiftedLine(
        what=change.stage.title if change.stage else str(_("The board")),
        which=_which(change),
        before=_in_words(change.before, plan.starts_before),
        after=_in_words(change.after, board.starts_on),
        off=off.on(day),
        problem=change.problem,
        change=change,
    )


def _start(plan: Plan, off: DaysOff) -> ShiftedLine:
    before, after = plan.starts_before, plan.board.starts_on
    return ShiftedLine(
        _("The board"), _("starts"), whole_day(before), whole_day(after), off.on(after), ""
    )


def _destroyed(day: ChangedDay, off: DaysOff) -> ShiftedLine:
    wording = pgettext("format of a date", "j F Y")
    before, after = (format_date(one, wording) for one in (day.before, day.after))
    what = _("%(what)s: destroyed") % {"what": day.what.label}
    return ShiftedLine(str(_("The board")), what, before, after, off.on(day.after), "")


def _which(change: Change) -> str:
    if change.which == ENDS:
        return _("ends")
    if change.which == WITHDRAWAL:
        return _("people may withdraw until")
    if change.which == READING:
        return _("people may read until")
    return {"opens": _("opens"), "due": _("is due"), "closes": _("closes")}[change.which]


def _in_words(wall: WallTime, starts_on: date) -> str:
    """`Tue 30 March, 14:00`, as the board's clock shows it."""
    day = format_date(wall.date_in(starts_on), pgettext("format of a weekday and day", "D j F"))
    return f"{day}, {wall.at:%H:%M}"
