"""One person on a board: their segments, and which questions they answered."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.answers import Answered, Answers
from moderation.desk.asked import Asked
from moderation.desk.cells import Cell, cell_of
from moderation.desk.columns import columns_of
from moderation.desk.diaries import Diaries
from moderation.desk.openness import Openness
from moderation.desk.people import questions_for
from moderation.desk.routing import Routing
from moderation.web import Desk
from participants.models import Membership, Participant, Reply
from sessions.models import Question, Stage


@dataclass(frozen=True)
class Entering:
    """A link to the page on which staff enter or correct what this person said."""

    label: str
    url: str


@dataclass(frozen=True)
class QuestionState:
    question: Question
    cell: Cell
    entering: list[Entering]
    why_skipped: str = ""


@dataclass(frozen=True)
class StageState:
    stage: Stage
    questions: list[QuestionState]
    is_open: bool

    @property
    def answered(self) -> int:
        return sum(state.cell.is_answered for state in self.questions)

    @property
    def theirs(self) -> int:
        return sum(state.cell.is_theirs for state in self.questions)


def segments_of(desk: Desk, person: Participant) -> list[Membership]:
    return list(
        Membership.objects.current()
        .filter(participant=person)
        .told_to(desk.member)
        .select_related("segment", "segment_set")
        .order_by("segment_set__position", "segment__position")
    )


def stages_of(desk: Desk, person: Participant) -> list[StageState]:
    """Each question with whether they answered it, and where staff enter what they said.

    Where there are many, only the stage that is open now stands open on the page.
    """
    questions = questions_for(desk)
    columns = columns_of(questions, Asked(), desk.now)
    states = {state.question.pk: state for state in _states(desk, person, questions)}
    return [
        StageState(
            column.stage, [states[each.pk] for each in column.questions], is_open=column.is_shown
        )
        for column in columns
    ]


def _states(desk: Desk, person: Participant, questions: list[Question]) -> Iterator[QuestionState]:
    theirs = Routing(desk.board, questions, told_to=desk.member).of(person)
    answers = Answers(desk, questions, person)
    given, skipped = answers.of(person), answers.skipped_by(person)
    openness = Openness(desk, [person], [question.stage for question in questions])
    come = Diaries(questions, [person.pk], desk.now).come_for(person.pk)
    links = _Links(desk, person)
    for question in questions:
        said = given.get(question.pk)
        cell = cell_of(
            said,
            question.entries,
            skipped=question.pk in skipped,
            is_theirs=question.pk in theirs,
            has_opened=openness.has_opened_to(person, question.stage_id),
            come=come.get(question.pk),
        )
        yield QuestionState(
            question,
            cell,
            links.of(question, cell, said, come.get(question.pk)),
            why_skipped="" if said else skipped.get(question.pk, ""),
        )


class _Links:
    """Where staff enter what this person said, and correct what they entered before."""

    def __init__(self, desk: Desk, person: Participant) -> None:
        self._desk, self._person = desk, person
        self._may_enter = desk.member.reads_everything and person.is_active
        self._entered = _entered(desk, person) if self._may_enter else {}

    def of(
        self, question: Question, cell: Cell, said: Answered | None, come: int | None
    ) -> list[Entering]:
        """Of a daily diary so many have `come`."""
        url = reverse("desk_on_behalf", args=[self._desk.board.slug, self._person.pk, question.pk])
        links = [
            Entering(_correct(entry, question.entries), f"{url}?entry={entry}")
            for entry in self._entered.get(question.pk, ())
        ]
        wanted = question.entries if come is None else come
        is_wanting = (said.entries if said else 0) < wanted
        if self._may_enter and is_wanting and cell.is_theirs and cell.is_open:
            links.append(Entering(_("Enter an answer"), url))
        return links


def _entered(desk: Desk, person: Participant) -> dict[UUID, list[int]]:
    """The entries of each question that staff have entered, and may correct."""
    entered: dict[UUID, list[int]] = defaultdict(list)
    answers = Reply.objects.for_staff(desk.member).answers().standing().entered_by_staff()
    said = answers.filter(participant=person, withdrawn_at=None).order_by("entry")
    for question, entry in said.values_list("question", "entry"):
        entered[question].append(entry)
    return entered


def _correct(entry: int, entries: int) -> str:
    if entries == 1:
        return _("Correct what was entered")
    return _("Correct entry %(number)d") % {"number": entry}
