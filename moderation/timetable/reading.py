"""A board's timetable as a list: every date in two zones, and what is worth a look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.text.moments import zone_name
from moderation.desk.stages import Happening, happenings_of, status_of
from moderation.timetable.calendar import At, Calendar, Clocks
from moderation.timetable.picture import draw_timetable
from moderation.web import Desk
from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.timetable.checks import (
    STAGE_DATES,
    Finding,
    contradiction,
    ends_before_it_starts,
    remarks,
    rows_of,
)


@dataclass(frozen=True)
class Line:
    """One date: `at` is None where `otherwise` says when."""

    word: str
    at: At | None
    otherwise: str


@dataclass(frozen=True)
class StageLines:
    stage: Stage
    how: str
    status: str
    tone: str
    lines: list[Line]


@dataclass(frozen=True)
class Timetable:
    """`faults` cannot stay as they are, `remarks` can; `other_zone` is the reader's where it
    shows other times."""

    stages: list[StageLines]
    of_board: list[Line]
    faults: list[str]
    remarks: list[Finding]
    off: dict[date, str]
    picture: SafeString
    other_zone: str


def timetable_of(desk: Desk) -> Timetable:
    """Two queries, however many stages there are."""
    board, clocks = desk.board, Clocks(desk.board.zone, desk.zone)
    stages = rows_of(board)
    calendar = Calendar(board, stages)
    return Timetable(
        stages=[_stage(stage, desk, clocks) for stage in stages],
        of_board=list(_board(board, clocks)),
        faults=list(_faults(board, stages)),
        remarks=remarks(board, stages, now=desk.now),
        off=calendar.off,
        picture=draw_timetable(board, stages, calendar, desk.now),
        other_zone=zone_name(desk.zone) if clocks.at(desk.now).here else "",
    )


def _stage(stage: Stage, desk: Desk, clocks: Clocks) -> StageLines:
    status, tone = status_of(stage, desk.now)
    happenings = happenings_of(stage, desk.now)
    if not stage.closes_at:
        happenings.append(Happening(_("Closes"), None, _("when the board ends")))
    lines = [
        Line(one.word, clocks.at(one.instant) if one.instant else None, one.otherwise)
        for one in happenings
    ]
    return StageLines(stage, str(Opening(stage.opening).label), status, tone, lines)


def _board(board: Board, clocks: Clocks) -> Iterator[Line]:
    yield Line(_("Ends"), clocks.at(board.ends_at), "")
    if board.grace_ends_at > board.ends_at:
        yield Line(_("Last replies until"), clocks.at(board.grace_ends_at), "")
    if board.withdrawal_until:
        yield Line(_("People may withdraw until"), clocks.at(board.withdrawal_until), "")


def _faults(board: Board, stages: list[Stage]) -> Iterator[str]:
    for stage in stages:
        found = {contradiction(stage, which) for which in STAGE_DATES} - {""}
        for sentence in sorted(found):
            yield _("“%(stage)s”: %(sentence)s") % {"stage": stage.title, "sentence": sentence}
    if why := ends_before_it_starts(board):
        yield why
