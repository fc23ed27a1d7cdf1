"""A board with a locked reader, and the hidden replies that may or may not be on it.

`add_hidden()` puts on the board what the locked reader must never notice; the board with it
and without are two boards alike but for hidden replies.
"""

import uuid
from dataclasses import dataclass

from bulletin.media.models import MediaFile
from moderation.models import Code, Coding
from moderation.preview.eyes import Eyes
from participants.models import Participant, Redaction, Reply, Skip
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember, Stage
from tests import factories
from tests.walk.addresses import ABSENT

SENTINELS = (
    "Zanzibarium",
    "Quokkaling",
    "Realsurname",
    "wombatling@example.org",
    "Numbatcode",
)


@dataclass
class World:
    """One running board: a locked reader, peers who may answer, and one of each role."""

    board: Board
    stage: Stage
    locked: Question
    open_one: Question
    closed: Question
    grid: Question
    asks_for_files: Question
    reader: Participant
    peer: Participant
    other: Participant
    staff: dict[Role, StaffMember]
    own: Reply
    code: Code
    coding: Coding
    redaction: Redaction
    file: MediaFile
    to_reader: Reply
    """What staff wrote to the reader; it may refer to what the reader cannot see."""
    hidden_id: uuid.UUID = ABSENT
    note_id: uuid.UUID = ABSENT
    prepared_id: uuid.UUID = ABSENT
    passage_id: uuid.UUID = ABSENT
    statement_id: uuid.UUID = ABSENT
    call_id: uuid.UUID = ABSENT
    announcement_id: uuid.UUID = ABSENT

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
            "code_id": self.code.pk,
            "coding_id": self.coding.pk,
            "redaction_id": self.redaction.pk,
            "file_id": self.file.pk,
            "note_id": self.note_id,
            "prepared_id": self.prepared_id,
            "passage_id": self.passage_id,
            "statement_id": self.statement_id,
            "announcement_id": self.announcement_id,
            "call_id": self.call_id,
            "colour": "7a3b69",
            "segment_id": ABSENT,
            "set_id": ABSENT,
            "eyes": Eyes(person=self.reader.pk).token(),
            "address": f"b/{self.board.slug}/questions/{self.locked.pk}/",
        }

    def add_hidden(self) -> None:
        """A peer's answer with a comment and a probe under the question that is locked; a peer's
        call for help there, why they had skipped it, their report of what the reader wrote, and
        notes of the staff."""
        Skip.objects.create(
            participant=self.peer,
            question=self.locked,
            skipped_at=factories.NOW,
            reason=SENTINELS[0],
        )
        answer = factories.answer(self.peer, self.locked, SENTINELS[0])
        self.hidden_id = answer.pk
        other = self.other
        factories.comment(other, answer, SENTINELS[0])
        factories.probe(self.staff[Role.MODERATOR], answer, SENTINELS[0], needs_reply=True)
        factories.answer(other, self.locked, SENTINELS[0])
        concealed = factories.answer(other, self.open_one, SENTINELS[0])
        factories.conceal(concealed)
        factories.comment(self.peer, concealed, SENTINELS[0])
        factories.coding(self.code, answer)
        for member in self.staff.values():
            factories.star(member, answer)
        hidden_in_part = factories.comment(other, answer, f"{SENTINELS[0]} {SENTINELS[0]}s")
        factories.redact(hidden_in_part, f"{SENTINELS[0]}s")
        factories.call(other, factories.call_for_help(other, self.locked, SENTINELS[0]))
        self.call_id = factories.call(self.peer, self.own, why=SENTINELS[0]).pk
        for person in (self.peer, other):
            factories.value(factories.answer(person, self.grid, ""), "one", number=3)
        factories.file_in(factories.answer(other, self.asks_for_files, ""), SENTINELS[0])
        other_words = factories.answer(self.peer, self.closed, "")
        factories.value(other_words, text=SENTINELS[0])
        factories.conceal(other_words)
        self.add_back_room(answer, concealed)
        self.add_talk(answer, concealed)

    def add_talk(self, answer: Reply, concealed: Reply) -> None:
        """What the reader may read quotes what they may not, and speaks to somebody whom they do
        not meet there; what they may not read rings true, and quotes them."""
        for hidden in (answer, concealed):
            factories.quote(self.to_reader, hidden)
            factories.resonance(self.other, hidden)
        factories.mention(self.to_reader, self.other, "@Grey Owl")
        back = factories.comment(self.other, answer, f"{SENTINELS[0]}: @Shy Wren?")
        factories.quote(back, self.own)
        factories.mention(back, self.reader, "@Shy Wren")

    def add_back_room(self, answer: Reply, concealed: Reply) -> None:
        """What staff write to each other, beside the reader's own words too."""
        moderator, observer = self.staff[Role.MODERATOR], self.staff[Role.OBSERVER]
        factories.note(moderator, self.own, SENTINELS[0])
        factories.note(moderator, self.open_one, SENTINELS[0])
        factories.note(moderator, concealed, SENTINELS[0], for_observers=True)
        factories.wish(observer, self.own, "Ask the reader.")
        self.note_id = factories.wish(observer, answer, SENTINELS[0]).pk
        self.prepared_id = factories.prepared_probe(self.board, SENTINELS[0]).pk
        passages = [factories.passage(one) for one in (self.own, answer)]
        self.passage_id = passages[0].pk
        self.statement_id = factories.statement(self.board, SENTINELS[0], *passages).pk
        factories.findings(self.board)
        factories.verdict(self.peer, words=SENTINELS[0])

    def add_testers(self) -> None:
        """Two testers who do all that can be done, beside the reader's own words too, and staff
        who answer them."""
        moderator = self.staff[Role.MODERATOR]
        one, other = (
            factories.participant(
                self.board, pseudonym=name, tester=True, last_came_at=factories.NOW
            )
            for name in ("Brown Hare", "Red Kite")
        )
        for tester in (one, other):
            for question in (self.locked, self.open_one):
                factories.answer(tester, question, SENTINELS[0])
            chosen = factories.answer(tester, self.closed, "")
            factories.value(chosen, self.closed.wording.items.earliest("position").key)
            factories.value(chosen, text=SENTINELS[0])
            factories.finish(tester, self.stage)
            factories.call(tester, factories.call_for_help(tester, self.locked, SENTINELS[0]))
        answer = factories.answer(one, self.locked, SENTINELS[0], entry=2)
        self.hidden_id = answer.pk
        factories.comment(other, answer, SENTINELS[0])
        factories.probe(moderator, answer, SENTINELS[0], needs_reply=True)
        below = factories.comment(one, self.own, SENTINELS[0])
        factories.comment(moderator, below, SENTINELS[0])
        factories.comment(other, factories.comment(one, below, SENTINELS[0]), SENTINELS[0])
        factories.call(one, self.own, why=SENTINELS[0])
        factories.coding(self.code, answer)
        factories.note(moderator, answer, SENTINELS[0], for_observers=True)
        self.add_talk_of_testers(one, answer)

    def add_talk_of_testers(self, tester: Participant, answer: Reply) -> None:
        factories.quote(self.to_reader, answer)
        factories.mention(self.to_reader, tester, f"@{tester.pseudonym}")
        for reply in (self.own, answer):
            factories.resonance(tester, reply)


def make_world() -> World:
    """The reader has answered one question, not the locked one."""
    board = factories.board(slug="walked", observers=ObserverSight.PSEUDONYM)
    stage = factories.stage(board)
    locked = factories.question(stage, reveal=Reveal.AFTER_ANSWER, required=False)
    closed = factories.question(
        stage,
        kind=Kind.SINGLE,
        reveal=Reveal.AFTER_STAGE,
        options=["A", "B"],
        settings={"other": True},
    )
    grid = factories.question(
        stage, kind=Kind.GRID, reveal=Reveal.AFTER_ANSWER, rows=["One", "Two"]
    )
    asks_for_files = factories.question(stage, kind=Kind.FILE, required=False)
    open_one = factories.question(stage, reveal=Reveal.AFTER_ANSWER)
    reader = factories.participant(board, pseudonym="Shy Wren")
    peer = factories.participant(
        board, name=f"Quincy {SENTINELS[2]}", pseudonym=SENTINELS[1], email=SENTINELS[3]
    )
    other = factories.participant(board, pseudonym="Grey Owl")
    staff = {
        role: factories.facilitator(board)
        if role == Role.FACILITATOR
        else factories.staff(board, role)
        for role in Role
    }
    file = factories.picture(board, "harbour")
    factories.stimulus(locked, file)
    board.logo, board.logo_alternative = file, "The institute"
    board.save()
    own = factories.answer(reader, open_one, "My own answer, of a friend.")
    to_reader = factories.comment(
        staff[Role.MODERATOR], own, "Ask @Grey Owl, @Brown Hare or @Red Kite."
    )
    code = factories.code(board, SENTINELS[4])
    return World(
        board=board,
        stage=stage,
        locked=locked,
        open_one=open_one,
        closed=closed,
        grid=grid,
        asks_for_files=asks_for_files,
        reader=reader,
        peer=peer,
        other=other,
        staff=staff,
        own=own,
        code=code,
        coding=factories.coding(code, own),
        redaction=factories.redact(own, "a friend", "[somebody]"),
        file=file,
        to_reader=to_reader,
        announcement_id=factories.announcement(board).pk,
    )
