"""A board with a locked reader, and the hidden replies that may or may not be on it.

`add_hidden()` puts on the board what the locked reader must never notice; the board with it
and without are two boards alike but for hidden replies.
"""

import uuid
from dataclasses import dataclass

from participants.models import Participant, Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember, Stage
from tests import factories
from tests.walk.addresses import ABSENT

SENTINELS = ("Zanzibarium", "Quokkaling", "Realsurname", "wombatling@example.org")


@dataclass
class World:
    """One running board: a locked reader, peers who may answer, and one of each role."""

    board: Board
    stage: Stage
    locked: Question
    open_one: Question
    closed: Question
    reader: Participant
    peer: Participant
    other: Participant
    staff: dict[Role, StaffMember]
    own: Reply
    hidden_id: uuid.UUID = ABSENT
    call_id: uuid.UUID = ABSENT

    def values(self, reply: uuid.UUID) -> dict[str, object]:
        """What fills the parameters of an address, with `reply` for the reply's id."""
        return {
            "slug": self.board.slug,
            "question_id": self.locked.pk,
            "closed_id": self.closed.pk,
            "stage_id": self.stage.pk,
            "reply_id": reply,
            "participant_id": self.peer.pk,
            "member_id": self.staff[Role.MODERATOR].pk,
            "call_id": self.call_id,
        }

    def add_hidden(self) -> None:
        """A peer's answer with a comment and a probe under the question that is locked; a peer's
        call for help there, and their report of what the reader wrote."""
        answer = factories.answer(self.peer, self.locked, SENTINELS[0])
        self.hidden_id = answer.pk
        other = self.other
        factories.comment(other, answer, SENTINELS[0])
        factories.probe(self.staff[Role.MODERATOR], answer, SENTINELS[0], needs_reply=True)
        factories.answer(other, self.locked, SENTINELS[0])
        concealed = factories.answer(other, self.open_one, SENTINELS[0])
        factories.conceal(concealed)
        factories.comment(self.peer, concealed, SENTINELS[0])
        factories.call(other, factories.call_for_help(other, self.locked, SENTINELS[0]))
        self.call_id = factories.call(self.peer, self.own, why=SENTINELS[0]).pk
        other_words = factories.answer(self.peer, self.closed, "")
        factories.value(other_words, text=SENTINELS[0])
        factories.conceal(other_words)


def make_world() -> World:
    """The reader has answered one question, not the locked one."""
    board = factories.board(slug="walked", observers=ObserverSight.PSEUDONYM)
    stage = factories.stage(board)
    locked = factories.question(stage, reveal=Reveal.AFTER_ANSWER)
    closed = factories.question(
        stage,
        kind=Kind.SINGLE,
        reveal=Reveal.AFTER_STAGE,
        options=["A", "B"],
        settings={"other": True},
    )
    open_one = factories.question(stage, reveal=Reveal.AFTER_ANSWER)
    reader = factories.participant(board)
    peer = factories.participant(
        board, name=f"Quincy {SENTINELS[2]}", pseudonym=SENTINELS[1], email=SENTINELS[3]
    )
    other = factories.participant(board)
    staff = {
        role: factories.facilitator(board)
        if role == Role.FACILITATOR
        else factories.staff(board, role)
        for role in Role
    }
    own = factories.answer(reader, open_one, "My own answer.")
    return World(board, stage, locked, open_one, closed, reader, peer, other, staff, own)
