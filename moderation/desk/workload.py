"""What the guide asks of one person, told at the desk: in sentences, as a chart and as a table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bulletin.drawing.bars import Bar, Row, draw_bars
from bulletin.drawing.canvas import Frame
from bulletin.text.numbers import one_decimal
from moderation.insight.pacing import Pace, paces_of
from moderation.web import Desk
from sessions.enums import Kind
from sessions.kinds import KINDS
from sessions.studio.workload import Cut, DayLoad, StageLoad, Weight, Workload, workload_of

_HEAVIEST = 3


@dataclass(frozen=True)
class StageLines:
    """One stage of the table: `pace` is how long people really take, once enough of them did."""

    load: StageLoad
    a_day: str
    heaviest: list[Weight]
    is_too_long: bool
    predicted: str
    pace: str


@dataclass(frozen=True)
class Sheet:
    """The page: `cuts` say what would keep the promise."""

    work: Workload
    paces: Mapping[UUID, Pace]

    @property
    def stages(self) -> list[StageLines]:
        return [self._lines(load) for load in self.work.stages]

    @property
    def cuts(self) -> list[str]:
        return [_in_words(cut, self.work.promise) for cut in self.work.cuts]

    @cached_property
    def picture(self) -> SafeString:
        most = max([self.work.promise, *(day.minutes for day in self.work.days)])
        frame = Frame(name="workload", title=_("Minutes a day for one person"))
        return draw_bars(frame, [_row(day, self.work.promise, most) for day in self.work.days])

    def _lines(self, load: StageLoad) -> StageLines:
        pace = self.paces.get(load.stage.pk)
        answered = sum(
            weight.question.entries
            for weight in load.weights
            if KINDS[Kind(weight.question.kind)].takes_answer
        )
        return StageLines(
            load=load,
            a_day=about(load.a_day),
            heaviest=load.heaviest[:_HEAVIEST],
            is_too_long=round(load.a_day) > self.work.promise,
            predicted=_minutes(load.answering / answered) if answered else "",
            pace=_taken(pace) if pace else "",
        )


def sheet_of(desk: Desk) -> Sheet:
    """Four queries, however much there is."""
    return Sheet(workload_of(desk.board), paces_of(desk.member, desk.now))


def lines_by_stage(work: Workload) -> dict[UUID, str]:
    """For the board's page: one sentence a stage."""
    return {load.stage.pk: _line(load) for load in work.stages if load.weights}


def about(minutes: float) -> str:
    """`about 4 minutes`; never none where something is asked."""
    number = max(1, round(minutes)) if minutes else 0
    return ngettext("about %(number)d minute", "about %(number)d minutes", number) % {
        "number": number
    }


def _line(load: StageLoad) -> str:
    if len(load.days) == 1:
        return _("For one person %(minutes)s.") % {"minutes": about(load.minutes)}
    return _("For one person %(minutes)s over %(days)d days: %(a_day)s a day.") % {
        "minutes": about(load.minutes),
        "days": len(load.days),
        "a_day": about(load.a_day),
    }


def _row(day: DayLoad, promise: int, most: float) -> Row:
    figure = ngettext("%(number)d min", "%(number)d min", round(day.minutes)) % {
        "number": round(day.minutes)
    }
    if round(day.minutes) > promise:
        figure = _("%(minutes)s, %(over)d too many") % {
            "minutes": figure,
            "over": round(day.minutes) - promise,
        }
    return Row(day_in_words(day.day), (Bar(day.minutes / most if most else 0, figure),))


def day_in_words(day: date) -> str:
    return format_date(day, pgettext("format of a weekday and day", "D j F"))


def _in_words(cut: Cut, promise: int) -> str:
    names = [f"“{weight.question.key}” ({about(weight.minutes)})" for weight in cut.leave_out]
    words = _(
        "“%(stage)s” asks for %(a_day)s a day, and %(promise)d are promised. Leave out %(which)s,"
        " or give it %(days)d days instead of %(now)d."
    )
    if not cut.days:
        words = _(
            "“%(stage)s” asks for %(a_day)s a day, and %(promise)d are promised. Leave out"
            " %(which)s: on each of its days its diary alone asks for more."
        )
    return words % {
        "stage": cut.load.stage.title,
        "a_day": about(cut.load.a_day),
        "promise": promise,
        "which": get_text_list(names, _("and")),
        "days": cut.days,
        "now": len(cut.load.days),
    }


def _minutes(minutes: float) -> str:
    return _("%(number)s min") % {"number": one_decimal(minutes)}


def _taken(pace: Pace) -> str:
    return _("%(minutes)s, over %(people)d people") % {
        "minutes": _minutes(pace.median.total_seconds() / 60),
        "people": pace.people,
    }


def work_shown(desk: Desk) -> dict[UUID, str]:
    """For who may change the guide; others are shown none of it, and nothing is asked for it."""
    return lines_by_stage(workload_of(desk.board)) if desk.member.is_facilitator else {}
