"""A call for help or a report reaches whom the board names, at once, and says nothing of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from celery.worker import WorkController
from pytest_django import Settings

from bulletin import clock
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.sweeping import sweep
from participants.actions.calling import call_for_help, report_post, settle_call
from participants.actions.commenting import post_comment
from participants.models import Call, Participant, Reply
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.conftest import Mailbox
from tests.letters import everything_in, words_of
from tests.participants.notices.test_through_the_worker import wait_for

pytestmark = pytest.mark.django_db

NOW = factories.NOW
NIGHT = NOW.replace(hour=2)
WORDS, NAME, PSEUDONYM, WHY = "Quokkaling words", "Quincy Wombat", "Zanzibar 07", "Because of Ada"


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop", owner=factories.user("facilitator@example.org"))


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def me(board: Board) -> Participant:
    """Nobody owes me anything: I have come since the stage opened."""
    return factories.participant(
        board, name=NAME, pseudonym=PSEUDONYM, email="me@example.org", first_came_at=NOW
    )


@pytest.fixture
def theirs(question: Question, me: Participant) -> Reply:
    """A peer's answer that I may read, having answered."""
    factories.answer(me, question)
    peer = factories.participant(question.stage.board, first_came_at=NOW)
    return factories.answer(peer, question, WORDS)


def help_wanted(me: Participant, question: Question) -> Call:
    return factories.call(me, factories.call_for_help(me, question, WORDS))


def on_call(board: Board, email: str, role: Role = Role.MODERATOR) -> StaffMember:
    return factories.staff(board, role, user=factories.user(email), on_call=True)


def reached(mailbox: Mailbox) -> list[str]:
    return sorted(message["To"] for message in mailbox.messages)


def test_who_is_on_call_is_told_and_nobody_else(
    board: Board, question: Question, me: Participant, mailbox: Mailbox
) -> None:
    on_call(board, "moderator@example.org")
    factories.staff(board, Role.MODERATOR)
    help_wanted(me, question)

    assert sweep(now=NOW).sent == 1
    assert sweep(now=NOW + factories.HOUR).sent == 0

    assert reached(mailbox) == ["moderator@example.org"]


def test_where_nobody_is_on_call_the_facilitators_are_told(
    board: Board, theirs: Reply, me: Participant, mailbox: Mailbox
) -> None:
    factories.staff(board, Role.FACILITATOR, user=factories.user("second@example.org"))
    factories.staff(board, Role.MODERATOR)
    factories.staff(board, Role.OBSERVER, on_call=True)
    factories.call(me, theirs)

    sweep(now=NOW)

    assert reached(mailbox) == ["facilitator@example.org", "second@example.org"]


def test_it_is_told_at_any_hour(question: Question, me: Participant, mailbox: Mailbox) -> None:
    factories.call(me, factories.call_for_help(me, question), made_at=NIGHT)

    assert sweep(now=NIGHT).sent == 1


def test_neither_a_pause_nor_the_end_keeps_it_back(
    board: Board, question: Question, me: Participant, mailbox: Mailbox
) -> None:
    help_wanted(me, question)
    factories.pause(board)

    assert sweep(now=board.grace_ends_at).sent == 1


@pytest.mark.parametrize("kind", ["help", "report"])
def test_the_mail_says_what_waits_and_leads_there_without_a_word_or_name(
    board: Board, question: Question, theirs: Reply, me: Participant, mailbox: Mailbox, kind: str
) -> None:
    if kind == "help":
        help_wanted(me, question)
        subject, sentence = "A call for help", "asks for help."
    else:
        factories.call(me, theirs, why=WHY)
        subject, sentence = "A post was reported", "has reported a post."
    assert Call.objects.filter(participant__name=NAME).exists()

    sweep(now=NOW)

    [message] = mailbox.messages
    assert message["Subject"] == f"{subject}: Communities of practice"
    assert sentence in words_of(message)
    assert "http://localhost:8000/desk/cop/calls/" in words_of(message)
    assert "http://localhost:8000/desk/cop/calls/" in words_of(message, "html")
    whole = everything_in(message)
    for hidden in (WORDS, NAME, PSEUDONYM, WHY, "me@example.org", *NAME.split()):
        assert hidden not in whole


def test_calls_that_wait_together_travel_together(
    question: Question, theirs: Reply, me: Participant, mailbox: Mailbox
) -> None:
    for _ in range(2):
        help_wanted(me, question)
    factories.call(me, theirs)

    assert sweep(now=NOW).sent == 1

    words = words_of(mailbox.messages[0])
    assert mailbox.messages[0]["Subject"].startswith("A call for help")
    assert "2 calls for help wait on “Communities of practice”." in words
    assert "has reported a post." in words


def test_who_goes_on_call_while_it_waits_is_told_too(
    board: Board, question: Question, me: Participant, mailbox: Mailbox
) -> None:
    help_wanted(me, question)
    sweep(now=NOW)
    on_call(board, "moderator@example.org")

    sweep(now=NOW + factories.DAY)

    assert reached(mailbox) == ["facilitator@example.org", "moderator@example.org"]


def test_a_day_without_a_worker_loses_none(
    question: Question, me: Participant, mailbox: Mailbox
) -> None:
    help_wanted(me, question)

    assert sweep(now=NOW + factories.DAY).sent == 1


def test_what_is_settled_before_it_is_told_is_told_to_nobody(
    question: Question, me: Participant, mailbox: Mailbox
) -> None:
    call = help_wanted(me, question)
    settle_call(call=call, by=factories.facilitator(question.stage.board).user, now=NOW)

    assert plan(now=NOW) == 0


def by_a_reply(call: Call, board: Board) -> None:
    post_comment(author=factories.facilitator(board), parent=call.reply, text="We look.", now=NOW)


def by_hand(call: Call, board: Board) -> None:
    settle_call(call=call, by=factories.facilitator(board).user, now=NOW)


def staff_gone(call: Call, board: Board) -> None:
    board.staff.update(removed_at=NOW)


def staff_observing(call: Call, board: Board) -> None:
    board.staff.update(role=Role.OBSERVER)


def user_gone(call: Call, board: Board) -> None:
    user = factories.facilitator(board).user
    user.is_active = False
    user.save()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (by_a_reply, Reason.SETTLED),
        (by_hand, Reason.SETTLED),
        (staff_gone, Reason.NO_LONGER_STAFF),
        (staff_observing, Reason.NO_LONGER_STAFF),
        (user_gone, Reason.GONE),
    ],
)
def test_what_changes_before_it_is_sent_silences_the_call(
    board: Board,
    question: Question,
    me: Participant,
    mailbox: Mailbox,
    settings: Settings,
    change: Callable[[Call, Board], None],
    why: Reason,
) -> None:
    call = help_wanted(me, question)
    server, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    assert sweep(now=NOW).sent == 0
    change(call, board)
    settings.EMAIL_HOST = server

    sweep(now=NOW + timedelta(hours=1))

    notice = Notice.objects.get(kind="call_for_help")
    to_staff = [message for message in mailbox.messages if message["To"] != me.email]
    assert (notice.dropped_why, to_staff) == (why, [])


def test_a_board_calls_its_own_staff_alone(
    board: Board, question: Question, me: Participant, mailbox: Mailbox
) -> None:
    on_call(factories.board(slug="other"), "elsewhere@example.org")
    help_wanted(me, question)

    sweep(now=NOW)

    assert reached(mailbox) == ["facilitator@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_call_hurries_the_sweep(
    question: Question, theirs: Reply, me: Participant, mailbox: Mailbox, worker: WorkController
) -> None:
    """From the participant's button to the facilitator's mailbox, without waiting for a beat."""
    clock.move_to(NOW)
    call_for_help(participant=me, question=question, text="Help!", now=NOW)
    wait_for(1, mailbox)

    report_post(participant=me, post=theirs, why="", now=NOW)
    wait_for(2, mailbox)
    clock.reset()
