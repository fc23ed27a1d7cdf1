"""People and replies by the hundred, written in a few statements."""

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bulletin.text.plain import to_html
from participants.enums import ReplyKind
from participants.models import Consent, ConsentAnswer, Participant, Reply, ReplyVersion
from sessions.models import Board, Question, StaffMember

WORDS_OF_A_REPLY = 80
ANSWERS_AMONG_REPLIES = 0.7
_PROBES_AMONG_COMMENTS = 0.1
_ZONES = ("Europe/London", "Europe/London", "Europe/Paris", "America/New_York")
_SENTENCE = (
    "we met every month and at first nobody knew what the group was for but then people began "
    "to bring cases from their own work which helped because others had seen the same thing in "
    "another place I would have liked more time to read what came before each meeting and to "
    "hear why some had left it was useful to me when my manager asked what we had learnt"
)
_WORDS = _SENTENCE.split()


def taking_part(board: Board, number: int, *, now: datetime) -> list[Participant]:
    """Participants in several zones who have come, and have consented to everything."""
    came = {"first_came_at": now - timedelta(days=4), "last_came_at": now}
    people = _people(board, number, zones=_ZONES, now=now, **came)
    version = board.consent_versions.get()
    given = Consent.objects.bulk_create(
        Consent(participant=each, version=version, given_at=now - timedelta(days=4))
        for each in people
    )
    statements = list(version.statements.all())
    ConsentAnswer.objects.bulk_create(
        ConsentAnswer(consent=consent, statement=statement, agreed=True)
        for consent in given
        for statement in statements
    )
    return people


def invited(board: Board, number: int, *, now: datetime) -> list[Participant]:
    """Participants who have not come yet, where it is noon at `now`, so that mail may go."""
    return _people(board, number, zones=[f"Etc/GMT{now.hour - 12:+}"], now=now)


def _people(
    board: Board, number: int, *, zones: Sequence[str], now: datetime, **came: datetime
) -> list[Participant]:
    first = board.participants.count() + 1
    return Participant.objects.bulk_create(
        Participant(
            board=board,
            name=f"Member {index:03}",
            pseudonym=f"Heron {index:03}",
            email=f"member-{index:03}@example.org",
            timezone=zones[index % len(zones)],
            language=board.language,
            added_at=now - timedelta(days=5),
            **came,
        )
        for index in range(first, first + number)
    )


@dataclass(frozen=True)
class Crowd:
    """Who writes under a question: participants in turn, and a moderator now and then."""

    people: Sequence[Participant]
    moderator: StaffMember
    said_at: datetime

    @classmethod
    def of_size(cls, board: Board, most: int, moderator: StaffMember, *, now: datetime) -> "Crowd":
        """Enough people to write so many replies under one question."""
        people = taking_part(board, round(most * ANSWERS_AMONG_REPLIES), now=now)
        return cls(people, moderator, now - timedelta(hours=3))

    def write_under(self, question: Question, number: int) -> None:
        """So many replies: answers by different people, then comments and a few probes."""
        chance = random.Random(number)
        answering = self.people[: round(number * ANSWERS_AMONG_REPLIES)]
        replies = [self._answer(question, each) for each in answering]
        while len(replies) < number:
            replies.append(self._below(chance.choice(replies), chance))
        Reply.objects.bulk_create(replies)
        versions = [self._version(reply, words(chance)) for reply in replies]
        ReplyVersion.objects.bulk_create(versions)
        for reply, version in zip(replies, versions, strict=True):
            reply.current_version = version
        Reply.objects.bulk_update(replies, ["current_version"], batch_size=500)

    def _answer(self, question: Question, author: Participant) -> Reply:
        begun = uuid.uuid4()
        return self._reply(
            id=begun,
            thread_id=begun,
            question=question,
            kind=ReplyKind.ANSWER,
            participant=author,
        )

    def _below(self, parent: Reply, chance: random.Random) -> Reply:
        """A comment or probe; what would hang too deep hangs beside its parent instead."""
        if parent.parent and parent.parent.parent:
            parent = parent.parent
        probes = chance.random() < _PROBES_AMONG_COMMENTS
        return self._reply(
            thread_id=parent.thread_id,
            parent=parent,
            question=parent.question,
            kind=ReplyKind.PROBE if probes else ReplyKind.COMMENT,
            staff=self.moderator if probes else None,
            participant=None if probes else chance.choice(self.people),
        )

    def _reply(self, **fields: Any) -> Reply:
        return Reply(
            board=self.moderator.board, said_at=self.said_at, posted_at=self.said_at, **fields
        )

    def _version(self, reply: Reply, text: str) -> ReplyVersion:
        return ReplyVersion(
            reply=reply,
            question_version=reply.question.wording,
            text=text,
            html=to_html(text),
            submitted_at=self.said_at,
            said_at=self.said_at,
        )


def words(chance: random.Random) -> str:
    """Eighty words in two paragraphs."""
    chosen = chance.choices(_WORDS, k=WORDS_OF_A_REPLY)
    half = WORDS_OF_A_REPLY // 2
    return f"{' '.join(chosen[:half])}.\n\n{' '.join(chosen[half:])}."
