"""A board in the middle of its week, with enough on it to make every page of the desk work."""

from dataclasses import dataclass

from participants.enums import Channel
from participants.models import Participant, Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember, Stage
from tests import factories
from tests.moderation.desk.conftest import one_of_each

HOPES = (
    "I hoped to meet people who do the same work in another organisation, and to stop inventing"
    " everything alone.",
    "That what we know from research would find its way into the ward. So far it has found its"
    " way into a folder.",
    "Honestly? My manager sent me. I stayed because of the conversations.",
    "A place to think aloud.\n\nThere is not much of that in my week.",
)


@dataclass
class Running:
    """Stage 1 answered and past due, Stage 2 open, Stage 3 ahead and not released."""

    board: Board
    first: Stage
    ahead: Stage
    hopes: Question
    answer: Reply
    person: Participant
    by_mail: Participant
    staff: dict[Role, StaffMember]


def running_board() -> Running:
    board = factories.board(
        slug="cop",
        title="Communities of practice: what have we learned?",
        observers=ObserverSight.PSEUDONYM,
        purpose="To learn what taking part has made possible.",
    )
    sector = factories.segment_set(board, "sector", "health", "local authority")
    first, second, ahead = _stages(board)
    hopes = factories.question(
        first, prompt="What did you hope it would make possible when you joined?"
    )
    factories.question(
        first,
        kind=Kind.SINGLE,
        prompt="How long have you been part of your community of practice?",
        options=["Less than six months", "Six to twelve months", "More than a year"],
    )
    factories.question(
        first, prompt="What got in the way?", segments=[factories.segment(sector, "health")]
    )
    factories.question(
        second, prompt="What surprised you in what others wrote?", reveal=Reveal.ON_REVEAL
    )
    factories.question(ahead, prompt="How would you change the way it worked?")
    staff = one_of_each(board)
    answer = _said(board, hopes, staff[Role.MODERATOR])
    person = board.participants.order_by("name")[0]
    by_mail = factories.participant(board, name="Member 09", email="", consented=False)
    factories.member_of(person, factories.segment(sector, "health"))
    return Running(board, first, ahead, hopes, answer, person, by_mail, staff)


def _stages(board: Board) -> tuple[Stage, Stage, Stage]:
    now, day = factories.NOW, factories.DAY
    return (
        factories.stage(board, title="Hopes and first reflections", due_at=now - day),
        factories.stage(
            board,
            title="What the group said",
            opens_at=now - 22 * factories.HOUR,
            due_at=now + day,
        ),
        factories.stage(
            board, title="Looking forward", opens_at=now + 3 * factories.HOUR, released=False
        ),
    )


def _said(board: Board, hopes: Question, moderator: StaffMember) -> Reply:
    """Four answers with what hangs on them; the first was corrected and is returned."""
    people, answers = [], []
    for number, words in enumerate(HOPES):
        person = factories.participant(
            board, first_came_at=factories.NOW - factories.DAY, pseudonym=PSEUDONYMS[number]
        )
        people.append(person)
        said_at = factories.NOW - (30 - number) * factories.HOUR
        answers.append(factories.answer(person, hopes, words, said_at=said_at))
    for _number in range(3):
        factories.participant(board, consented=False)
    factories.version(answers[0], HOPES[0] + " And to learn how others argue for time.")
    comment = factories.comment(people[1], answers[0], "The same here.")
    factories.comment(people[0], comment, "Then let us talk.")
    factories.probe(moderator, answers[2], "Which conversations?", needs_reply=True)
    factories.version(
        answers[3],
        HOPES[3],
        channel=Channel.TELEPHONE,
        entered_by=moderator,
    )
    answers[3].late = True
    answers[3].save(update_fields=["late"])
    factories.conceal(answers[2])
    return answers[0]


PSEUDONYMS = ("Green Heron", "Quiet Otter", "Amber Finch", "Tall Birch")
