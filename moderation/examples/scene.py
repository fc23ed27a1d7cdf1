"""Who takes part in a story, on which board: what every event of it needs at hand."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from bulletin.text import plain
from moderation.examples.stories import Answer, Story, Votes
from moderation.examples.telling import Author, Place
from moderation.models import Code
from participants.models import Participant, Reply
from sessions.enums import Audience, Role
from sessions.models import Board, ConsentStatement, ConsentVersion, Question, StaffMember
from sessions.timetable.wall_time import WallTime

_NAMED = re.compile(r"\{(\d+)\}")


class Event(NamedTuple):
    at: datetime
    happen: Callable[[datetime], object]


@dataclass(slots=True)
class Scene:
    """`people` are the roster's by number; `answers` and `codes` fill as they are given."""

    board: Board
    story: Story
    people: dict[int, Participant]
    staff: dict[Role, StaffMember]
    questions: dict[str, Question]
    consent: ConsentVersion
    answers: dict[Place, Reply] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)

    @classmethod
    def of(cls, board: Board, story: Story) -> "Scene":
        people = Participant.objects.filter(board=board)
        questions = Question.objects.filter(stage__board=board).with_wording()
        return cls(
            board=board,
            story=story,
            people={_number_of(person): _on(board, person) for person in people},
            staff={Role(member.role): member for member in board.staff.current()},
            questions={question.key: question for question in questions},
            consent=board.consent_versions.prefetch_related("statements").get(),
        )

    def when(self, moment: WallTime) -> datetime:
        return moment.instant(self.board.starts_on, self.board.zone)

    def words(self, text: str) -> str:
        """As somebody would have typed it: `{5}` is the name under which others know member 5."""
        named = _NAMED.sub(lambda found: self.people[int(found[1])].name_for(Audience.PEERS), text)
        return plain.clean(named)

    def in_words(self, answer: Answer) -> Answer:
        """The answer with its prose as it would have been typed."""
        if isinstance(answer, str):
            return self.words(answer)
        if isinstance(answer, Votes):
            return answer.model_copy(update={"missed": self.words(answer.missed)})
        return answer

    def author(self, author: Author) -> Participant | StaffMember:
        return self.people[author] if isinstance(author, int) else self.staff[Role(author)]

    def statements(self, number: int) -> dict[ConsentStatement, bool]:
        """What this person says to each statement; whoever takes part agrees to that."""
        person = self.story.people[number]
        said = {"quoted": person.quoted, "contact": person.contact}
        return {one: said.get(one.key, True) for one in self.consent.statements.all()}


def _number_of(person: Participant) -> int:
    """5 for Member 05."""
    return int(person.name.rpartition(" ")[2])


def _on(board: Board, person: Participant) -> Participant:
    person.board = board
    return person
