"""Everybody on a board, and who has answered what: a grid without words."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from math import inf
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.desk.cells import Cell, cell_of
from moderation.desk.guide import published_questions
from moderation.desk.invitations import MailState, latest_invitations
from moderation.desk.names import naming_for
from moderation.desk.routing import Routing
from moderation.web import Desk
from participants.models import Consent, Participant, Reply
from sessions.models import Question


@dataclass(frozen=True)
class Standing:
    """A word about somebody's place, with the tone of its badge."""

    word: str
    tone: str = ""


@dataclass(frozen=True)
class PersonRow:
    person: Participant
    name: str
    standings: list[Standing]
    mail: MailState
    came: datetime | None
    consent: Standing
    cells_by_stage: list[list[Cell]]

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for cells in self.cells_by_stage for cell in cells)

    @property
    def theirs(self) -> int:
        return sum(cell.is_theirs for cells in self.cells_by_stage for cell in cells)


SORTS: dict[str, tuple[Any, Callable[[PersonRow], Any]]] = {
    "name": (gettext_lazy("Name"), lambda row: row.name.casefold()),
    "mail": (gettext_lazy("Mail"), lambda row: row.mail.rank),
    "came": (gettext_lazy("Came"), lambda row: row.came.timestamp() if row.came else inf),
    "consent": (gettext_lazy("Consent"), lambda row: row.consent.word),
    "answered": (gettext_lazy("Answered"), lambda row: row.answered),
}


def questions_for(desk: Desk) -> list[Question]:
    """What the grid's columns are; a recruiter has none, since they read nothing of replies."""
    if not desk.member.reads_everything:
        return []
    questions = (
        published_questions(desk)
        .filter(hidden_at=None)
        .prefetch_related("segments", "sums_up__segments", "stage__segments")
    )
    for question in questions:
        question.stage.board = desk.board
    return list(questions)


def rows_for(desk: Desk, questions: Sequence[Question]) -> list[PersonRow]:
    """Everybody on the board in the roster's order; the same few queries for one as for many."""
    people = list(desk.board.participants.order_by("added_at", "name", "id"))
    name_of = naming_for(desk, people)
    mails, consents = latest_invitations(desk.board), _consents(desk)
    answers, routing = _answers(desk), Routing(desk.board)
    stages = [list(some) for _stage, some in groupby(questions, lambda one: one.stage_id)]
    return [
        PersonRow(
            person=person,
            name=name_of(person),
            standings=standings_of(person),
            mail=MailState.of(person, mails.get(person.pk)),
            came=person.first_came_at,
            consent=consents.get(person.pk, Standing(_("not yet"))),
            cells_by_stage=[
                [
                    cell_of(person, question, answers[person.pk, question.pk], routing, desk.now)
                    for question in of_stage
                ]
                for of_stage in stages
            ],
        )
        for person in people
    ]


@dataclass(frozen=True)
class Heading:
    """A column that sorts: `query` asks for its order, the other way round where it is sorted."""

    label: str
    query: str
    sorted: str


def headings_for(by: str, *, down: bool, answers: bool) -> list[Heading]:
    """`sorted` is `ascending`, `descending` or nothing, as `aria-sort` says it."""
    headings = []
    for key, (label, _key) in SORTS.items():
        if key == "answered" and not answers:
            continue
        turn = key == by and not down
        state = ("descending" if down else "ascending") if key == by else ""
        headings.append(Heading(str(label), f"?by={key}{'&down=1' if turn else ''}", state))
    return headings


@dataclass(frozen=True)
class Column:
    """A question of the grid, numbered as `2.1`."""

    number: str
    question: Question


@dataclass(frozen=True)
class ColumnGroup:
    title: str
    columns: list[Column]


def columns_of(questions: Sequence[Question]) -> list[ColumnGroup]:
    """The questions by stage, in the guide's order."""
    groups: dict[UUID, ColumnGroup] = {}
    for question in questions:
        group = groups.setdefault(question.stage_id, ColumnGroup(question.stage.title, []))
        place = f"{list(groups).index(question.stage_id) + 1}.{len(group.columns) + 1}"
        group.columns.append(Column(place, question))
    return list(groups.values())


def in_order(rows: list[PersonRow], by: str, *, down: bool) -> list[PersonRow]:
    """Sorted as asked; an order that does not exist leaves the roster's."""
    if by not in SORTS:
        return rows
    return sorted(rows, key=SORTS[by][1], reverse=down)


def standings_of(person: Participant) -> list[Standing]:
    """What sets this person apart from somebody who simply takes part."""
    words = [
        (person.erased_at, Standing(_("erased"), "bad")),
        (person.withdrawn_at, Standing(_("withdrew"), "bad")),
        (person.deactivated_at, Standing(_("place closed"), "bad")),
        (person.cannot_take_part_at, Standing(_("cannot take part"), "warn")),
        (person.in_reserve, Standing(_("in reserve"))),
        (person.tester, Standing(_("tester"), "accent")),
        (person.muted_at, Standing(_("no reminders"))),
    ]
    return [standing for holds, standing in words if holds]


def _consents(desk: Desk) -> dict[UUID, Standing]:
    """What each said last, and whether a newer version waits for them."""
    in_force = desk.board.consent_versions.asked_last().values_list("number", flat=True).first()
    said = Consent.objects.filter(participant__board=desk.board).order_by("version__number")
    return {
        person: consent_in_words(given_at, newer=number < (in_force or 0))
        for person, given_at, number in said.values_list(
            "participant", "given_at", "version__number"
        )
    }


def consent_in_words(given_at: datetime | None, *, newer: bool) -> Standing:
    if given_at is None:
        return Standing(_("declined"), "bad")
    return Standing(_("asked again"), "warn") if newer else Standing(_("given"), "good")


def _answers(desk: Desk) -> dict[tuple[UUID, UUID], list[Reply]]:
    answers: dict[tuple[UUID, UUID], list[Reply]] = defaultdict(list)
    said = (
        Reply.objects.for_staff(desk.member)
        .answers()
        .standing()
        .filter(board=desk.board)
        .select_related("current_version")
        .defer("current_version__text", "current_version__html")
        .order_by("entry")
    )
    for reply in said:
        assert reply.participant_id is not None
        answers[reply.participant_id, reply.question_id].append(reply)
    return answers
