"""Closed questions drawn for one desk: everybody's answers, or segments side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.drawing.canvas import Frame
from moderation.desk.guide import is_closed_to, published_questions
from moderation.insight.comparing import LEAST_PEOPLE, Comparison, untold
from moderation.insight.counting import NOBODY, Counted, count_answers, who_wrote
from moderation.participation import how_many_invited
from moderation.web import Desk
from participants.kinds import KINDS
from participants.kinds.charts import Chart
from participants.kinds.pictures import Group, explained, picture_of
from participants.kinds.tables import Table, tables_of
from sessions.enums import Kind
from sessions.models import Question, SegmentSet

CLOSED = [kind for kind, answered in KINDS.items() if answered.is_closed]


def closed_questions(desk: Desk) -> QuerySet[Question]:
    """In the guide's order, their wording with its items."""
    closed = published_questions(desk).filter(kind__in=CLOSED)
    return closed.prefetch_related("current_version__items")


@dataclass(frozen=True)
class Drawing:
    """One question's answers. `notes` say of whom the numbers speak, and what is drawn; `words`
    are those of "other". Without `groups` nothing is to be drawn, and the notes say why."""

    question: Question
    notes: list[str]
    groups: list[Group]

    @property
    def words(self) -> tuple[str, ...]:
        return self.groups[0].charts[0].words if self.groups else ()

    @property
    def is_wide(self) -> bool:
        """Whether its table needs the whole width."""
        return len(self.groups) > 3

    @property
    def tables(self) -> list[Table]:
        return tables_of(self.groups)

    @property
    def picture(self) -> SafeString:
        return picture_of(self._frame, self.groups)

    @property
    def file(self) -> SafeString:
        """The picture as a file of its own, which says what its page says around it."""
        heading = self.question.wording.prompt
        notes = tuple(self.notes)
        return picture_of(
            replace(self._frame, heading=heading, notes=notes, is_file=True), self.groups
        )

    @property
    def _frame(self) -> Frame:
        title = _("Answers to “%(question)s”") % {"question": self.question.wording.prompt}
        return Frame(name=f"answers-{self.question.pk}", title=title)


class Drawings:
    """Some closed questions, whose wording has its items, as this desk may know the answers.

    Four queries, and two more by a set of segments, however many of anything there are.
    """

    def __init__(
        self, desk: Desk, questions: Sequence[Question], by: SegmentSet | None = None
    ) -> None:
        self.desk = desk
        self.questions = questions
        self.by = by
        self.counts = count_answers(desk.member, questions)
        self.compared = count_answers(desk.member, questions, by) if by else {}

    def __iter__(self) -> Iterator[Drawing]:
        return (self.of(question) for question in self.questions)

    def of(self, question: Question) -> Drawing:
        if is_closed_to(self.desk, question):
            closed = _("What is said here is between participants and those who run the board.")
            return Drawing(question, [closed], [])
        everyone = self.counts.get((question.pk, None), NOBODY)
        if not everyone.people:
            return Drawing(question, [_("Nobody has answered this yet.")], [])
        name = _("Everyone") if self.by else ""
        groups = [Group(name, _charts(question, everyone)), *self._segments(question)]
        notes = [
            *self._denominators(everyone),
            *_untold(groups),
            explained(groups[0].charts[0]),
        ]
        return Drawing(question, [note for note in notes if note], groups)

    def _segments(self, question: Question) -> Iterator[Group]:
        if self.by is None:
            return
        counted = {
            segment: self.compared.get((question.pk, segment), NOBODY)
            for segment in (*self._names, None)
        }
        people = {segment: one.people for segment, one in counted.items()}
        kept: set[UUID | None] = set()
        instead: dict[UUID | None, list[str]] = {}
        if not self.desk.member.reads_everything:
            kept = untold(people)
            instead = _rows_instead(question, counted, kept)
        for segment, one in counted.items():
            if segment or one.people:
                name = self._names[segment] if segment else _("Without a value")
                told = _group(name, question, one, is_told=segment not in kept)
                yield _without_rows(told, instead.get(segment, ()))

    @cached_property
    def _names(self) -> dict[UUID, str]:
        assert self.by is not None
        return dict(self.by.segments.order_by("position").values_list("pk", "value"))

    @cached_property
    def _all(self) -> dict[str, int]:
        return {
            "wrote": who_wrote(self.desk.member),
            "invited": how_many_invited(self.desk.board, self.desk.now),
        }

    def _denominators(self, everyone: Counted) -> Iterator[str]:
        """Of whom a count speaks: who answered this, who wrote anything, who was invited."""
        people = {"people": everyone.people} | self._all
        if self.desk.member.reads_everything:
            yield (
                _(
                    "Answered by %(people)d of the %(wrote)d who wrote anything; %(invited)d were"
                    " invited."
                )
                % people
            )
        else:
            yield (
                _(
                    "Answered by %(people)d of the %(wrote)d of whom you may read anything;"
                    " %(invited)d were invited."
                )
                % people
            )
        entries = everyone.tally.answers
        if entries > everyone.people:
            yield ngettext(
                "They gave %(number)d answer, and each counts.",
                "They gave %(number)d answers, and each counts.",
                entries,
            ) % {"number": entries}


def drawing_of(desk: Desk, question: Question, comparison: Comparison) -> Drawing | None:
    """None for a question of prose, and for one whose answers this desk does not read."""
    if question.kind not in CLOSED or is_closed_to(desk, question):
        return None
    return Drawings(desk, [question], comparison.by).of(question)


def _group(name: str, question: Question, counted: Counted, *, is_told: bool) -> Group:
    if not is_told:
        return Group(name, (), _why_untold(counted.people))
    if not counted.people:
        return Group(name, (), _("nobody yet"))
    return Group(name, _charts(question, counted))


def _why_untold(people: int) -> str:
    return _("fewer than three") if people < LEAST_PEOPLE else _("kept back")


def _rows_instead(
    question: Question, counted: Mapping[UUID | None, Counted], kept: AbstractSet[UUID | None]
) -> dict[UUID | None, list[str]]:
    """For each segment what stands in the place of each row or statement, "" where it is told;
    `kept` are the segments that are kept back whole."""
    kind = KINDS[Kind(question.kind)]
    people = {
        segment: kind.people_by_row(question.wording, one.givers)
        for segment, one in counted.items()
    }
    instead: dict[UUID | None, list[str]] = {segment: [] for segment in counted}
    for at in range(len(people[None])):
        row = {segment: numbers[at] for segment, numbers in people.items()}
        untold_here = untold(row, kept)
        for segment, number in row.items():
            instead[segment].append(_why_untold(number) if segment in untold_here else "")
    return instead


def _without_rows(group: Group, instead: Sequence[str]) -> Group:
    """Rows keep their places: groups are read side by side."""
    if not group.charts or not any(instead):
        return group
    charts = (
        replace(chart, bars=(), out_of=0, axis=None, instead=why) if why else chart
        for chart, why in zip(group.charts, instead, strict=True)
    )
    return replace(group, charts=tuple(charts))


def _untold(groups: Sequence[Group]) -> Iterator[str]:
    """`north, east: fewer than three.`"""
    names: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        if not group.charts:
            names[group.instead].append(group.name)
    for instead, of in names.items():
        yield f"{', '.join(of)}: {instead}."
    rows = {chart.instead for group in groups for chart in group.charts}
    if _("kept back") in names.keys() | rows:
        yield _("What is kept back would tell, taken from the whole, of fewer than three.")


def _charts(question: Question, counted: Counted) -> tuple[Chart, ...]:
    return KINDS[Kind(question.kind)].charts(question.wording, counted.tally)
