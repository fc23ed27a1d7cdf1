"""The grid of people and questions as a page shows it: its rows, its columns and its choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from moderation.desk.asked import Asked
from moderation.desk.by_segment import SegmentLine, lines_by_segment
from moderation.desk.cells import Cell, legend
from moderation.desk.choosing import (
    Choice,
    ChoiceGroup,
    chosen,
    left_choices,
    segment_choices,
    stage_choices,
    standing_choices,
)
from moderation.desk.columns import Heading, StageColumns, columns_of, headings_of, in_order
from moderation.desk.paging import A_PAGE, Page, page_of, pages_of
from moderation.desk.people import PersonRow, Roster, questions_for
from moderation.web import Desk


@dataclass(frozen=True)
class Line:
    row: PersonRow
    cells: SafeString
    """All cells of the line, ready to be sent."""


@dataclass(frozen=True)
class Grid:
    """`people` are all on the roster, `found` those asked for, `lines` a page of these.

    `columns` in the order of the table: what is shown of one stage stands before the others.
    """

    asked: Asked
    people: int
    found: int
    pages: list[Page]
    lines: list[Line]
    columns: list[StageColumns]
    headings: list[Heading]
    stages: list[Choice]
    left: list[Choice]
    standings: list[Choice]
    segments: list[ChoiceGroup]
    by_segment: list[SegmentLine]
    legend: list[Cell]

    @property
    def guide(self) -> list[StageColumns]:
        """The stages in their own order."""
        return sorted(self.columns, key=lambda column: column.number)

    @property
    def sheet(self) -> str:
        """The query of the same as a file: the same people in the same order."""
        return self.asked.but(stage="")


def grid_for(desk: Desk, asked: Asked) -> Grid:
    """The number of queries grows neither with people nor with questions."""
    questions = questions_for(desk)
    guide = columns_of(questions, asked, desk.now)
    columns = sorted(guide, key=lambda column: not column.is_shown)
    shown = [question for column in columns if column.is_shown for question in column.questions]
    roster = Roster(desk, questions, shown)
    rows = roster.rows()
    found = in_order(chosen(rows, asked, desk, roster.routing), columns, asked.by, down=asked.down)
    sets = list(desk.board.segment_sets.prefetch_related("segments"))
    page = page_of(asked, len(found))
    return Grid(
        asked=asked,
        people=sum(not row.person.in_reserve for row in rows),
        found=len(found),
        pages=pages_of(asked, len(found)),
        lines=list(_lines(found[page * A_PAGE : (page + 1) * A_PAGE], columns)),
        columns=columns,
        headings=headings_of(columns, asked),
        stages=stage_choices(guide) if len(guide) > 1 else [],
        left=left_choices(guide, asked),
        standings=standing_choices(desk, asked),
        segments=segment_choices(sets, asked),
        by_segment=lines_by_segment(rows, sets, asked, roster.routing) if columns else [],
        legend=legend() if columns else [],
    )


def people_asked_for(desk: Desk, asked: Asked) -> list[UUID]:
    """Everybody whom the grid would show on all its pages."""
    roster = Roster(desk, questions_for(desk), ())
    return [row.person.pk for row in chosen(roster.rows(), asked, desk, roster.routing)]


def _lines(rows: Sequence[PersonRow], columns: Sequence[StageColumns]) -> Iterator[Line]:
    """Thousands of cells are of a few sorts: the template is rendered once for each sort."""
    markup = Markup()
    for row in rows:
        pieces = ((piece,) for column in columns for piece in markup.of(row, column))
        yield Line(row, format_html_join("", "{}", pieces))


class Markup:
    """What `desk/_cell.html` makes of a cell, kept for the next one like it."""

    def __init__(self) -> None:
        self._kept: dict[tuple[object, ...], SafeString] = {}

    def of(self, row: PersonRow, column: StageColumns) -> Iterator[SafeString]:
        """The cells of a person in the columns of a stage."""
        if not column.is_shown:
            yield self.count(row, column)
            return
        is_first = True
        for cell in row.cells[column.stage.pk]:
            yield self.sign(cell, is_first)
            is_first = False

    def sign(self, cell: Cell, is_first: bool) -> SafeString:
        key = (cell.words, cell.tone, is_first)
        if key not in self._kept:
            self._kept[key] = render_to_string(
                "desk/_cell.html", {"cell": cell, "is_first": is_first}
            )
        return self._kept[key]

    def count(self, row: PersonRow, column: StageColumns) -> SafeString:
        """`4 of 6` of a stage that is not shown."""
        tally = row.tallies[column.stage.pk]
        key = (tally.answered, tally.theirs)
        if key not in self._kept:
            said = _("%(answered)d of %(theirs)d") % {
                "answered": tally.answered,
                "theirs": tally.theirs,
            }
            self._kept[key] = render_to_string("desk/_count.html", {"said": said})
        return self._kept[key]
