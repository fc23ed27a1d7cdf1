"""Whose words were not accepted is told once for each time, without the reason."""

from datetime import datetime

import pytest

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.sweeping import sweep
from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.letters import everything_in, words_of
from tests.participants.answering.saying import say
from tests.participants.notices.held import planned_then, why_dropped

pytestmark = pytest.mark.django_db

KIND, WHY = "reply_rejected", "Zanzibarium: it names Ada"


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board) -> Participant:
    """I have come since the stage opened: nothing but what these tests are about is owed me."""
    return factories.participant(board, first_came_at=NOW, last_came_at=NOW)


@pytest.fixture
def mine(me: Participant, question: Question) -> Reply:
    return factories.answer(me, question, said_at=NOW - HOUR)


def rejected(reply: Reply, *, now: datetime = NOW) -> Reply:
    factories.reject(reply, now=now)
    Reply.objects.filter(pk=reply.pk).update(rejected_why=WHY)
    return reply


def taken_back(reply: Reply) -> None:
    Reply.objects.filter(pk=reply.pk).update(rejected_at=None, rejected_by=None, rejected_why="")


def notices() -> list[Notice]:
    return list(Notice.objects.filter(kind=KIND).order_by("planned_at", "nth"))


def test_the_author_is_told_once_and_not_why(
    me: Participant, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)

    assert sweep(now=NOW).sent == 1
    assert sweep(now=NOW + DAY).sent == 0

    [message] = mailbox.to(me.email)
    assert message["Subject"] == "About something you wrote: Communities of practice"
    assert "Something you wrote was not accepted" in words_of(message)
    assert "Something you wrote was not accepted" in words_of(message, "html")
    for hidden in ("Zanzibarium", "Ada", "An answer."):
        assert hidden not in everything_in(message)
    [notice] = notices()
    assert (notice.recipient, notice.subject, notice.due_at) == (me.pk, mine.pk, NOW)


def test_a_comment_that_was_rejected_is_told_too(
    me: Participant, mine: Reply, mailbox: Mailbox
) -> None:
    for reply in (mine, factories.comment(me, mine)):
        rejected(reply)

    assert sweep(now=NOW).sent == 1
    assert "2 things you wrote were not accepted" in words_of(mailbox.messages[0])


def test_what_staff_wrote_and_was_rejected_is_told_to_nobody(board: Board, mine: Reply) -> None:
    rejected(factories.comment(factories.facilitator(board), mine))

    assert plan(now=NOW) == 0


def test_a_second_rejection_is_told_anew(me: Participant, mine: Reply, mailbox: Mailbox) -> None:
    rejected(mine)
    sweep(now=NOW)
    taken_back(mine)
    assert sweep(now=NOW + HOUR).sent == 0
    rejected(mine, now=NOW + 2 * HOUR)

    assert sweep(now=NOW + 2 * HOUR).sent == 1
    assert [notice.nth for notice in notices()] == [1, 2]


def test_by_night_it_waits_for_the_morning(mine: Reply, mailbox: Mailbox) -> None:
    night = NOW.replace(hour=22)
    rejected(mine, now=night)

    assert sweep(now=night).sent == 0
    assert notices()[0].held_why == Wait.QUIET_HOURS
    assert sweep(now=(NOW + DAY).replace(hour=7)).sent == 1


def test_a_rejection_that_was_taken_back_is_not_told(
    board: Board, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)
    notice = planned_then(board, KIND)
    taken_back(mine)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.TAKEN_BACK


def test_who_has_answered_anew_is_not_told(
    board: Board, question: Question, me: Participant, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)
    notice = planned_then(board, KIND)
    say(me, question, "Said with more care.")

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.ANSWERED


def test_who_cannot_be_written_to_is_left_out_and_what_was_planned_is_dropped(
    board: Board, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)
    notice = planned_then(board, KIND)
    Participant.objects.update(email="")

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.NO_ADDRESS
    assert plan(now=NOW + HOUR) == 0


def test_who_is_reachable_again_is_told_after_all(
    board: Board, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)
    planned_then(board, KIND)
    Participant.objects.update(deactivated_at=NOW)
    sweep(now=NOW)

    Participant.objects.update(deactivated_at=None)

    assert sweep(now=NOW + HOUR).sent == 1
    assert [notice.nth for notice in notices()] == [1, 2]


def test_what_its_author_may_not_read_at_present_is_not_told(
    board: Board, mine: Reply, mailbox: Mailbox
) -> None:
    rejected(mine)
    notice = planned_then(board, KIND)
    factories.consent_version(board, material=True)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.NOT_OPEN
    assert plan(now=NOW + HOUR) == 0


def test_after_the_grace_period_nobody_is_told(board: Board, mine: Reply, mailbox: Mailbox) -> None:
    rejected(mine)
    notice = planned_then(board, KIND)

    assert sweep(now=board.grace_ends_at).sent == 0
    assert why_dropped(notice) == Reason.BOARD_OVER
    assert plan(now=board.grace_ends_at) == 0
