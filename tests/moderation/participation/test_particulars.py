"""What a participation statement tells beyond the figures."""

from datetime import timedelta

import pytest

from moderation.participation.particulars import Particulars, Reason, Responses, particulars
from participants.enums import Channel
from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories

pytestmark = pytest.mark.django_db

NOW, DAY, HOUR = factories.NOW, factories.DAY, factories.HOUR
NO_POSTS = Responses(posts=0, answered=0, within_a_day=0, median=None)


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


def came(board: Board, **fields: object) -> Participant:
    return factories.participant(board, first_came_at=NOW - 2 * DAY, **fields)


def unable(board: Board, why: str, **fields: object) -> Participant:
    return factories.participant(
        board, cannot_take_part_at=NOW - DAY, cannot_take_part_why=why, **fields
    )


def posted(question: Question, *, ago: timedelta) -> Reply:
    return factories.answer(came(question.stage.board), question, said_at=NOW - ago)


def test_of_an_empty_board_there_is_nothing_to_tell(board: Board) -> None:
    assert particulars(board, NOW) == Particulars(
        took_part=0,
        invited_consented=0,
        uninvited={},
        unable=[],
        stopped=[],
        answers_by={},
        answers_a_person=None,
        people_a_question=None,
        responses=NO_POSTS,
    )


def test_reasons_of_those_who_never_came_stand_apart_the_most_frequent_first(board: Board) -> None:
    for why in ("illness", "Leave", " leave ", ""):
        unable(board, why, consented=False)
    unable(board, "a new post", first_came_at=NOW - 2 * DAY)
    unable(board, "leave", in_reserve=True)
    unable(board, "leave", tester=True)
    factories.participant(board, cannot_take_part_at=NOW + DAY, cannot_take_part_why="later")

    told = particulars(board, NOW)

    assert told.unable[0] == Reason("leave", 2)
    assert set(told.unable) == {Reason("leave", 2), Reason("illness", 1), Reason("", 1)}
    assert told.stopped == [Reason("a new post", 1)]


def test_whoever_answered_by_whatever_way_took_part(board: Board, question: Question) -> None:
    staff = factories.facilitator(board)
    factories.answer(came(board), question)
    came(board)
    for channel in (Channel.EMAIL, Channel.EMAIL, Channel.PAPER):
        person = factories.participant(board, email="", consented=channel == Channel.EMAIL)
        factories.answer(person, question, channel=channel, entered_by=staff)
    invited = factories.participant(board)
    factories.answer(invited, question, channel=Channel.TELEPHONE, entered_by=staff)

    told = particulars(board, NOW)

    assert (told.took_part, told.invited_consented) == (5, 3)
    assert told.uninvited == {Channel.EMAIL: 2, Channel.PAPER: 1}
    assert told.answers_by == {
        Channel.EMAIL: 2, Channel.PAPER: 1, Channel.TELEPHONE: 1, Channel.WEB: 1,
    }  # fmt: skip


def test_answers_are_told_by_person_and_people_by_question(
    board: Board, question: Question
) -> None:
    diary = factories.question(question.stage, entries=3)
    people = [came(board) for _ in range(4)]
    for person in people[:3]:
        factories.answer(person, question)
    for entry in (1, 2, 3):
        factories.answer(people[3], diary, entry=entry)
    factories.answer(people[0], diary)

    told = particulars(board, NOW)

    assert told.answers_a_person == 1.5
    assert told.people_a_question == (2, 3)


def test_a_response_is_the_first_that_staff_wrote_in_the_thread_after_a_post(
    board: Board, question: Question
) -> None:
    staff = factories.facilitator(board)
    answered = posted(question, ago=40 * HOUR)
    factories.comment(staff, answered, said_at=NOW - 38 * HOUR)
    factories.probe(staff, answered, said_at=NOW - 30 * HOUR)
    late = posted(question, ago=40 * HOUR)
    factories.probe(staff, late, said_at=NOW - 10 * HOUR)
    # What was said since waits still, and a participant's comment is no response.
    factories.comment(came(board), late, said_at=NOW - 9 * HOUR)
    posted(question, ago=HOUR)

    told = particulars(board, NOW).responses

    assert told == Responses(posts=4, answered=2, within_a_day=1, median=16 * HOUR)


def test_rejected_testers_and_entered_posts_and_rejected_responses_are_not_counted(
    board: Board, question: Question
) -> None:
    staff = factories.facilitator(board)
    factories.reject(posted(question, ago=HOUR))
    factories.answer(came(board, tester=True), question, said_at=NOW - HOUR)
    factories.answer(came(board), question, channel=Channel.EMAIL, entered_by=staff)
    factories.reject(factories.comment(staff, posted(question, ago=2 * HOUR), said_at=NOW - HOUR))

    assert particulars(board, NOW).responses == Responses(1, 0, 0, None)


def test_it_tells_what_was_so_at_its_moment(board: Board, question: Question) -> None:
    answer = posted(question, ago=2 * HOUR)
    factories.comment(factories.facilitator(board), answer, said_at=NOW - HOUR)

    assert particulars(board, NOW - 90 * timedelta(minutes=1)).responses.answered == 0
    assert particulars(board, NOW).responses.answered == 1
    assert particulars(board, NOW - DAY).responses == NO_POSTS


@pytest.mark.parametrize("size", [1, 3])
def test_particulars_cost_seven_queries_however_big_the_board(
    board: Board, question: Question, size: int, django_assert_num_queries
) -> None:
    for _ in range(size):
        posted(question, ago=HOUR)
        unable(board, "leave")
        factories.stage(board)

    with django_assert_num_queries(7):
        particulars(board, NOW)
