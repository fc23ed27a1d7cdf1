"""The whole statement: sentences, a table, and a figure as a picture or as a file."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.drawing.canvas import Frame
from bulletin.drawing.flow import Step, draw_flow
from bulletin.text.moments import day_year_and_time, zone_name
from bulletin.text.numbers import grouped, one_decimal
from moderation.participation.counting import Figures, figures
from moderation.participation.particulars import Particulars, particulars
from moderation.participation.piloting import pilots_of
from moderation.participation.sentences import (
    WAYS,
    duration,
    in_brackets,
    paragraphs_of,
    replies_an_answer,
    ways_of,
)
from sessions.models import Board


@dataclass(frozen=True)
class Statement:
    """As of `at`, which a statement about a board that still runs says of itself."""

    board: Board
    at: datetime
    figures: Figures
    more: Particulars
    pilots: list[str] = field(default_factory=list)

    @property
    def as_of(self) -> str:
        zone = self.board.zone
        return _("As of %(moment)s (%(zone)s).") % {
            "moment": day_year_and_time(self.at, zone),
            "zone": zone_name(zone),
        }

    @property
    def paragraphs(self) -> list[str]:
        begun = [] if self.board.has_ended(self.at) else [self.as_of]
        piloted = [" ".join(self.pilots)] if self.pilots else []
        return [*begun, *paragraphs_of(self.figures, self.more), *piloted]

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The table: what stands in a transcript's heading, and what only the statement tells."""
        return [*self.heading_lines, *self.further_lines]

    @property
    def heading_lines(self) -> list[tuple[str, str]]:
        return [(label, grouped(number)) for label, number in self.figures.lines()]

    @property
    def further_lines(self) -> list[tuple[str, str]]:
        return [line for line in self._particulars() if line[1]]

    def _particulars(self) -> list[tuple[str, str]]:
        more, responses = self.more, self.more.responses
        a_question = more.people_a_question
        return [
            (_("Never signed in, with the reason"), in_brackets(more.unable)[2:-1]),
            (_("Could not go on, with the reason"), in_brackets(more.stopped)[2:-1]),
            *(
                (_("Answers %(way)s") % {"way": WAYS[channel]}, grouped(number))
                for channel, number in more.answers_by.items()
            ),
            (_("Comments and probes to an answer"), one_decimal(replies_an_answer(self.figures))),
            (_("Answers a person, median"), one_decimal(more.answers_a_person or 0)),
            (
                _("People a question, fewest and most"),
                "{}, {}".format(*a_question) if a_question else "",
            ),
            (_("Posts by participants on the board"), grouped(responses.posts)),
            (_("Staff wrote in the thread after it"), grouped(responses.answered)),
            (_("Staff wrote in the thread within a day"), grouped(responses.within_a_day)),
            (
                _("Time until staff wrote, median"),
                duration(responses.median) if responses.median is not None else "",
            ),
        ]

    @property
    def picture(self) -> SafeString:
        return draw_flow(self._frame, self._steps())

    @property
    def file(self) -> SafeString:
        heading, notes = self.board.title, (self.as_of,)
        frame = replace(self._frame, heading=heading, notes=notes, is_file=True)
        return draw_flow(frame, self._steps())

    @property
    def _frame(self) -> Frame:
        return Frame(name="flow", title=_("From the invitation to the last stage"))

    def _steps(self) -> list[Step]:
        people, more = self.figures, self.more
        return [
            Step(_("Invited"), people.invited),
            Step(_("Invitation delivered"), people.delivered),
            Step(
                _("Came"),
                people.came_silent + people.wrote,
                _those(
                    _("%(number)d never signed in"), people.never_came, in_brackets(more.unable)
                ),
            ),
            Step(
                _("Consented"),
                more.invited_consented,
                _those(_("%(number)d declined"), people.declined),
            ),
            Step(
                _("Wrote on the board"),
                people.wrote,
                _those(_("%(number)d signed in and wrote nothing"), people.came_silent),
            ),
            *self._stages(),
        ]

    def _stages(self) -> list[Step]:
        """From here on with those for whom staff entered what they said another way."""
        joined = _those(
            _("%(number)d more, not invited, answered"),
            self.figures.entered_uninvited,
            f" {ways_of(self.more.uninvited)}" if self.more.uninvited else "",
        )
        finished = [
            Step(
                _("Finished “%(stage)s”") % {"stage": stage.title},
                stage.finished,
                _those(_("%(number)d answered something in this stage"), stage.answered),
            )
            for stage in self.figures.stages
            if stage.has_opened
        ]
        return [Step(_("Took part, whatever the way"), self.more.took_part, joined), *finished]


def _those(words: str, number: int, further: str = "") -> tuple[str, ...]:
    """A note beside an arrow, where it speaks of anybody."""
    return (words % {"number": number} + further,) if number else ()


def statement_of(board: Board, now: datetime) -> Statement:
    """As of `now`; fourteen queries, however big the board."""
    return Statement(
        board, now, figures(board, now), particulars(board, now), pilots_of(board, now)
    )
