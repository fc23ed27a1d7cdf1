"""What stands against a timetable, and what is worth a look: a plain sentence each.

What cannot be is refused wherever a date is saved. A remark stands in nobody's way.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from bulletin.outbox.quiet_hours import night_ends_at
from bulletin.text.moments import whole_day
from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.timetable.days_off import DaysOff

STAGE_DATES = ("opens", "due", "closes")
ENDS = "ends"
LONGEST_GAP = timedelta(days=1)
TIME_AFTER_THE_LAST_DUE = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """`which` is the date that it is about, of a stage or of the board."""

    sentence: str
    which: str
    stage: Stage | None = None


# Refused


def why_not_then(instant: datetime | None, now: datetime) -> str:
    """Why no date can be moved there; empty where it can."""
    return _("That time has passed.") if instant is not None and instant <= now else ""


def contradiction(stage: Stage, which: str) -> str:
    """Why `which`, as it stands, does not fit the stage's other dates or the board's end; empty
    where it does. The board must be loaded."""
    opens, due, closes = stage.opens_at, stage.due_at, stage.closes_at
    if opens and due and opens >= due:
        return _("It must open before it is due.")
    if opens and closes and opens >= closes:
        return _("It must open before it closes.")
    if due and closes and due > closes:
        return _("It must be due before it closes, or as it closes.")
    if (instant := getattr(stage, f"{which}_at")) and _lies_behind(which, instant, stage.board):
        return _("The board ends before that.")
    return ""


def why_not_end_so(board: Board, stages: Iterable[Stage]) -> str:
    """Why the board cannot end when it says it does; empty where it can."""
    if why := ends_before_it_starts(board):
        return why
    if board.reading_until is not None and board.reading_until < board.grace_ends_at:
        return _("People would read no more by then: move that first.")
    if any(one.day <= _day(board, board.grace_ends_at) for one in board.destruction_days):
        return _("Something would be destroyed before the last replies are in: move that first.")
    for stage in stages:
        for which in STAGE_DATES:
            instant = getattr(stage, f"{which}_at")
            if instant and _lies_behind(which, instant, board):
                return _("“%(stage)s” has a date behind that: move it first.") % {
                    "stage": stage.title
                }
    return ""


def ends_before_it_starts(board: Board) -> str:
    start = datetime.combine(board.starts_on, time(), board.zone).astimezone(UTC)
    return _("The board would end before it starts.") if board.ends_at <= start else ""


def _lies_behind(which: str, instant: datetime, board: Board) -> bool:
    """A stage may be due or close as the board ends, but not open then."""
    return instant >= board.ends_at if which == "opens" else instant > board.ends_at


# Remarks


def remarks(board: Board, stages: Sequence[Stage], *, now: datetime) -> list[Finding]:
    """On what is still to come, in the order of the stages, which have their board and segments."""
    off = DaysOff(board.holidays)
    return [
        *(found for stage in stages for found in _of_stage(board, stage, off, now)),
        *_overlaps(stages, now),
        *_gaps(board, stages, now),
        *_hurried_end(board, stages, now),
    ]


def rows_of(board: Board) -> list[Stage]:
    """The board's stages as `remarks` wants them, in their order: two queries."""
    stages = list(board.stages.prefetch_related("segments").order_by("position"))
    for stage in stages:
        stage.board = board
    return stages


def _of_stage(board: Board, stage: Stage, off: DaysOff, now: datetime) -> Iterator[Finding]:
    named = {"stage": stage.title}
    opens, due = stage.opens_at, stage.due_at
    if not board.is_launched(now) and min(filter(None, (opens, due)), default=now) < now:
        yield Finding(_("“%(stage)s” has a date that has passed.") % named, "opens", stage)
    if opens and opens > now and night_ends_at(opens, board.zone):
        words = _("“%(stage)s” opens at night: mails about it wait until the morning.")
        yield Finding(words % named, "opens", stage)
    if due and due > now and (why := off.on(_day(board, due))):
        words = _("“%(stage)s” is due on %(day)s, a day off (%(why)s).")
        day = whole_day(_day(board, due))
        yield Finding(words % {**named, "day": day, "why": why}, "due", stage)


def _overlaps(stages: Sequence[Stage], now: datetime) -> Iterator[Finding]:
    """Each stage that opens while one before it is still asked, where some people are in both."""
    for number, stage in enumerate(stages):
        opens = stage.opens_at
        if not opens or _asked_until(stage) <= now:
            continue
        before = [one for one in stages[:number] if one.opens_at and _share_people(one, stage)]
        other = max(before, key=_asked_until, default=None)
        if other and _asked_until(other) > max(opens, now):
            words = _("“%(stage)s” opens while “%(other)s” is still to be answered.")
            yield Finding(words % {"stage": stage.title, "other": other.title}, "opens", stage)


def _asked_until(stage: Stage) -> datetime:
    return stage.due_at or stage.closes_or_ends_at


def _gaps(board: Board, stages: Sequence[Stage], now: datetime) -> Iterator[Finding]:
    """More than a day from the end of what is open to the next opening, with nothing open."""
    spans = sorted(_open_times(stages))
    reached: datetime | None = None
    for opens, closes, title in spans:
        if reached and opens > now and opens - reached > LONGEST_GAP:
            words = _("Nothing is open from %(first)s until “%(stage)s” opens on %(last)s.")
            first, last = (whole_day(_day(board, at)) for at in (reached, opens))
            yield Finding(words % {"first": first, "last": last, "stage": title}, "opens")
        reached = max(reached or closes, closes)


def _open_times(stages: Sequence[Stage]) -> Iterator[tuple[datetime, datetime, str]]:
    """From when to when each stage takes answers; one opened by progress from when the one before
    it opens, for then the first may reach it."""
    before: datetime | None = None
    for stage in stages:
        opens = stage.opens_at
        if stage.opening == Opening.AFTER_PREVIOUS:
            opens = before
        if opens:
            yield opens, stage.closes_or_ends_at, stage.title
        before = opens


def _hurried_end(board: Board, stages: Sequence[Stage], now: datetime) -> Iterator[Finding]:
    dues = [stage.due_at for stage in stages if stage.due_at]
    if board.ends_at <= now or not dues:
        return
    if board.ends_at - max(dues) < TIME_AFTER_THE_LAST_DUE:
        words = _(
            "The last answers are due less than a day before the board ends: nobody can be late."
        )
        yield Finding(words, ENDS)


def _share_people(one: Stage, other: Stage) -> bool:
    """Stages of two segments may be for different people."""
    first, second = ({each.pk for each in stage.segments.all()} for stage in (one, other))
    return not first or not second or bool(first & second)


def _day(board: Board, instant: datetime) -> date:
    return instant.astimezone(board.zone).date()
