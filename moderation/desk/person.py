"""One person on a board: their segments, and which questions they answered."""

from dataclasses import dataclass

from django.urls import reverse

from moderation.desk.cells import Cell, cell_of
from moderation.desk.people import questions_for
from moderation.desk.routing import Routing
from moderation.web import Desk
from participants.models import Membership, Participant, Reply
from sessions.models import Question


@dataclass(frozen=True)
class QuestionState:
    question: Question
    cell: Cell
    url: str

    @property
    def takes_entry(self) -> bool:
        """Whether staff may enter an answer: it is theirs, and something can have been said."""
        return self.cell.is_theirs and self.cell.is_open


def segments_of(person: Participant) -> list[Membership]:
    return list(
        Membership.objects.current()
        .filter(participant=person)
        .select_related("segment", "segment_set")
        .order_by("segment_set__position", "segment__position")
    )


def answers_of(desk: Desk, person: Participant) -> list[QuestionState]:
    """Each question with whether they answered it, and where staff enter an answer for them."""
    questions, routing = questions_for(desk), Routing(desk.board)
    said = (
        Reply.objects.for_staff(desk.member)
        .answers()
        .standing()
        .filter(participant=person)
        .select_related("current_version")
        .order_by("entry")
    )
    return [
        QuestionState(
            question=question,
            cell=cell_of(
                person,
                question,
                [reply for reply in said if reply.question_id == question.pk],
                routing,
                desk.now,
            ),
            url=reverse("desk_on_behalf", args=[desk.board.slug, person.pk, question.pk]),
        )
        for question in questions
    ]
