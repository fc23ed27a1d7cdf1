"""The timetable drawn: a row for the board and one for each stage, over the board's days."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin.drawing.canvas import Frame
from bulletin.drawing.spans import WIDTH, Day, Row, Span, draw_spans
from moderation.desk.stages import status_of
from moderation.timetable.calendar import Calendar
from sessions.enums import Opening
from sessions.models import Board, Stage

_ASKED, _LATE, _UNSURE = "solid", "hatched", "plain"


def draw_timetable(
    board: Board, stages: Sequence[Stage], calendar: Calendar, now: datetime
) -> SafeString:
    frame = Frame(name="timetable", title=_("The stages over the board's days"), width=WIDTH)
    return draw_spans(
        frame,
        [Day(_label(day), day in calendar.off) for day in calendar.days],
        [_board(board, calendar), *_stages(board, stages, calendar, now)],
        now=calendar.place(now) if calendar.holds(now) else None,
        now_label=_("Now"),
        legend=[
            (_ASKED, _("Open, until it is due")),
            (_LATE, _("Still open, for late answers")),
            (_UNSURE, _("Opens by hand, or by progress")),
        ],
    )


def _board(board: Board, calendar: Calendar) -> Row:
    ends = calendar.place(board.ends_at)
    start, grace = calendar.place_of_day(board.starts_on), calendar.place(board.grace_ends_at)
    spans = [Span(start, ends, _ASKED)] if ends > start else []
    if grace > ends:
        spans.append(Span(ends, grace, _LATE))
    return Row(_("The board"), "", tuple(spans))


def _stages(board: Board, stages: Sequence[Stage], calendar: Calendar, now: datetime) -> list[Row]:
    rows, before = [], calendar.place_of_day(board.starts_on)
    for stage in stages:
        is_sure = stage.opens_at is not None and stage.opening != Opening.AFTER_PREVIOUS
        opens = calendar.place(stage.opens_at) if is_sure and stage.opens_at else before
        status, _tone = status_of(stage, now)
        spans = tuple(_spans(stage, opens, calendar, is_sure=is_sure))
        marks = (calendar.place(stage.due_at),) if stage.due_at else ()
        rows.append(Row(stage.title, status, spans, marks))
        before = opens
    return rows


def _spans(stage: Stage, opens: float, calendar: Calendar, *, is_sure: bool) -> list[Span]:
    closes = calendar.place(stage.closes_or_ends_at)
    due = min(calendar.place(stage.due_at), closes) if stage.due_at else closes
    asked = Span(opens, max(due, opens), _ASKED if is_sure else _UNSURE)
    return [asked, Span(due, closes, _LATE)] if closes > due >= opens else [asked]


def _label(day: date) -> str:
    return format_date(day, pgettext("format of a short weekday, day and month", "D j M"))
