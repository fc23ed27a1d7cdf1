"""The grid's columns: the questions of the stages that are shown, and one for each other stage."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy

from moderation.desk.asked import ALL_STAGES, Asked, id_in
from moderation.desk.people import PersonRow, by_stage
from sessions.models import Question, Stage
from sessions.rules import has_closed, has_opened

# Where there are more questions than this, one stage is shown unless all are asked for.
SHOWN_AT_ONCE = 40
# So many columns are as wide as the beginning of a title.
ROOM_FOR_A_TITLE = 3

SORTS: dict[str, tuple[Any, Callable[[PersonRow], Any]]] = {
    "name": (gettext_lazy("Name"), lambda row: row.name.casefold()),
    "mail": (gettext_lazy("Mail"), lambda row: row.mail.rank),
    "came": (gettext_lazy("Came"), lambda row: row.came.timestamp() if row.came else inf),
    "consent": (gettext_lazy("Consent"), lambda row: row.consent.word),
    "answered": (gettext_lazy("Answered"), lambda row: row.total.answered),
}
# A sheet of paper has room for the person and their answers.
_NOT_ON_PAPER = dict.fromkeys(("mail", "came", "consent"), "screen-only")
_FIRST = "cell cell--first"


@dataclass(frozen=True)
class Heading:
    """A column that sorts: `query` asks for its order, the other way round where it is sorted."""

    label: str
    query: str
    sorted: str
    classes: str = ""
    title: str = ""
    """What is behind a number."""


@dataclass(frozen=True)
class StageColumns:
    """One stage: `number` in the guide, and a column for each question where it `is_shown`."""

    stage: Stage
    number: int
    questions: list[Question]
    is_shown: bool

    @property
    def heading(self) -> str:
        """The stage's title above its questions, where there is room for one."""
        title = f"{self.number}. {self.stage.title}"
        return title if len(self.questions) >= ROOM_FOR_A_TITLE else str(self.number)

    def numbered(self) -> list[tuple[str, Question]]:
        """Each question with its number in the guide, as `2.1`."""
        return [
            (f"{self.number}.{place}", question)
            for place, question in enumerate(self.questions, start=1)
        ]


def columns_of(questions: Sequence[Question], asked: Asked, now: datetime) -> list[StageColumns]:
    """All stages in the guide's order, of which one or all are shown."""
    stages = list(by_stage(questions).values())
    shown = _shown([some[0].stage for some in stages], len(questions), asked, now)
    return [
        StageColumns(some[0].stage, number, some, some[0].stage_id in shown)
        for number, some in enumerate(stages, start=1)
    ]


def _shown(stages: Sequence[Stage], questions: int, asked: Asked, now: datetime) -> set[UUID]:
    every = {stage.pk for stage in stages}
    chosen = id_in(asked.stage)
    if chosen in every:
        return {chosen}
    if asked.stage == ALL_STAGES or questions <= SHOWN_AT_ONCE:
        return every
    return {_current(stages, now).pk}


def _current(stages: Sequence[Stage], now: datetime) -> Stage:
    """The stage that opened last of those still open, else that opened last, else the first."""
    opened = [stage for stage in stages if has_opened(stage, now)]
    still_open = [stage for stage in opened if not has_closed(stage, now)]
    return (still_open or opened or [stages[0]])[-1]


def headings_of(columns: Sequence[StageColumns], asked: Asked) -> list[Heading]:
    """What is said of each person, then each question or stage; none of these for a recruiter."""
    of_people = [
        Heading(str(label), asked.sorted_by(key), asked.sort_of(key), _NOT_ON_PAPER.get(key, ""))
        for key, (label, _key) in SORTS.items()
        if columns or key != "answered"
    ]
    return of_people + [heading for each in columns for heading in _headings(each, asked)]


def _headings(column: StageColumns, asked: Asked) -> list[Heading]:
    if not column.is_shown:
        key, title = str(column.stage.pk), column.stage.title
        return [
            Heading(str(column.number), asked.sorted_by(key), asked.sort_of(key), _FIRST, title)
        ]
    return [
        Heading(
            label=number,
            query=asked.sorted_by(str(question.pk)),
            sorted=asked.sort_of(str(question.pk)),
            classes="cell" if place else _FIRST,
            title=question.wording.prompt,
        )
        for place, (number, question) in enumerate(column.numbered())
    ]


def in_order(
    rows: list[PersonRow], columns: Sequence[StageColumns], by: str, *, down: bool
) -> list[PersonRow]:
    """Sorted as asked; an order that does not exist leaves the roster's."""
    key = SORTS[by][1] if by in SORTS else _by_answers(columns, id_in(by))
    return sorted(rows, key=key, reverse=down) if key else rows


def _by_answers(
    columns: Sequence[StageColumns], column: UUID | None
) -> Callable[[PersonRow], Any] | None:
    """By what stands under a question that is shown, or by how much of a stage is answered."""
    for each in columns:
        stage = each.stage.pk
        if column == stage:
            return lambda row: row.tallies[stage].answered
        ids = [question.pk for question in each.questions]
        if each.is_shown and column in ids:
            place = ids.index(column)
            return lambda row: row.cells[stage][place].rank
    return None
