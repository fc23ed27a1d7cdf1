"""Everybody on a board, and who has answered what: a line each, without words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby
from uuid import UUID

from moderation.desk.answers import Answers
from moderation.desk.cells import Cell, cell_of
from moderation.desk.diaries import Diaries
from moderation.desk.guide import published_questions
from moderation.desk.invitations import MailState, latest_invitations
from moderation.desk.names import Naming, naming_for
from moderation.desk.openness import Openness
from moderation.desk.routing import Routing
from moderation.desk.standings import NOT_ASKED, Standing, consents_of, standings_of
from moderation.desk.tallies import Tallies, Tally, total
from moderation.web import Desk
from participants.models import Participant
from sessions.models import Question, Stage


@dataclass(frozen=True)
class PersonRow:
    """`cells` are those of the questions that are shown, by stage; every stage has its tally."""

    person: Participant
    name: str
    standings: list[Standing]
    mail: MailState
    consent: Standing
    has_written: bool
    tallies: dict[UUID, Tally]
    cells: dict[UUID, list[Cell]]

    @property
    def came(self) -> datetime | None:
        return self.person.first_came_at

    @cached_property
    def total(self) -> Tally:
        """Over all stages."""
        return total(self.tallies.values())


def questions_for(desk: Desk) -> list[Question]:
    """What the grid's columns are, each with its stage and board: two queries.

    A recruiter has none, since they read nothing of replies.
    """
    if not desk.member.reads_everything:
        return []
    stages = {stage.pk: stage for stage in desk.board.stages.all()}
    questions = list(
        published_questions(desk)
        .filter(hidden_at=None)
        .select_related(None)
        .select_related("current_version")
    )
    for stage in stages.values():
        stage.board = desk.board
    for question in questions:
        question.stage = stages[question.stage_id]
    return questions


class Roster:
    """Everybody on the board in the roster's order, with what is asked of each for every line:
    the same few queries for one as for many.

    `questions` are all that there are, `shown` those of which each person has a cell.
    """

    def __init__(
        self, desk: Desk, questions: Sequence[Question], shown: Sequence[Question] | None = None
    ) -> None:
        self.desk = desk
        self.people = list(desk.board.participants.order_by("added_at", "name", "id"))
        self.routing = Routing(desk.board, questions, told_to=desk.member)
        shown = questions if shown is None else shown
        self._shown = by_stage(shown)
        self._openness = Openness(desk, self.people, _stages_of(questions))
        self._tallies = Tallies(desk, questions, self.routing, self._openness)
        self._answers = Answers(desk, shown)
        self._diaries = Diaries(shown, [person.pk for person in self.people], desk.now)
        self._name_of: Naming = naming_for(desk, self.people)
        self._mails, self._consents = latest_invitations(desk.board), consents_of(desk)

    def rows(self) -> list[PersonRow]:
        return [self._row(person) for person in self.people]

    def _row(self, person: Participant) -> PersonRow:
        return PersonRow(
            person=person,
            name=self._name_of(person),
            standings=standings_of(person, self.desk.now),
            mail=MailState.of(person, self._mails.get(person.pk)),
            consent=self._consents.get(person.pk) or Standing(str(NOT_ASKED)),
            has_written=self._tallies.has_written(person),
            tallies=self._tallies.of(person),
            cells=self._cells(person),
        )

    def _cells(self, person: Participant) -> dict[UUID, list[Cell]]:
        theirs, given = self.routing.of(person), self._answers.of(person)
        skipped, come = self._answers.skipped_by(person), self._diaries.come_for(person.pk)
        return {
            stage: [
                cell_of(
                    given.get(question.pk),
                    question.entries,
                    skipped=question.pk in skipped,
                    is_theirs=question.pk in theirs,
                    has_opened=has_opened,
                    come=come.get(question.pk),
                )
                for question in questions
            ]
            for stage, questions in self._shown.items()
            for has_opened in [self._openness.has_opened_to(person, stage)]
        }


def by_stage(questions: Sequence[Question]) -> dict[UUID, list[Question]]:
    """In the guide's order."""
    return {
        stage: list(some) for stage, some in groupby(questions, lambda question: question.stage_id)
    }


def _stages_of(questions: Sequence[Question]) -> list[Stage]:
    return list({question.stage_id: question.stage for question in questions}.values())
