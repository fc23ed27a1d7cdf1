"""What waits after a participant's call, and who has settled it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moderation.desk.views.calls import A_PAGE
from participants.models import Call, Participant, Reply
from sessions.enums import Kind, Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.trails import details, trail

PAGE = "/desk/cop/calls/"


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes"), prompt="What did you hope?")


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board, name="Member 01", pseudonym="Green Heron")


@pytest.fixture
def theirs(board: Board, question: Question, me: Participant) -> Reply:
    author = factories.participant(board, pseudonym="Grey Owl")
    return factories.answer(author, question, "Their sentinel words.")


def help_wanted(me: Participant, question: Question, words: str = "It stays grey.") -> Call:
    return factories.call(me, factories.call_for_help(me, question, words))


def settlement(call: Call, name: str = "desk_call_settlement") -> str:
    return reverse(name, args=["cop", call.pk])


def test_calls_show_who_called_and_the_post_in_its_place_the_newest_first(
    question: Question, me: Participant, theirs: Reply, facilitator: Client
) -> None:
    help_wanted(me, question)
    factories.call(me, theirs, why="It names a colleague.", made_at=NOW + HOUR)

    page = facilitator.get(PAGE).content.decode()

    shown = [
        "Green Heron reports a post by Grey Owl",
        "Hopes · What did you hope?",
        "Why: It names a colleague.",
        "Their sentinel words.",
        f'href="{reverse("desk_reply", args=["cop", theirs.pk])}#reply-{theirs.pk}"',
        "Green Heron asks for help",
        "It stays grey.",
    ]
    places = [page.index(words) for words in shown]
    assert places == sorted(places)
    assert "Settled" not in page


def test_settled_calls_follow_the_open_ones_with_who_settled_them(
    question: Question, me: Participant, theirs: Reply, facilitator: Client
) -> None:
    report, call = factories.call(me, theirs), help_wanted(me, question)

    facilitator.post(settlement(report))
    page = facilitator.get(PAGE).content.decode()

    report.refresh_from_db()
    assert (report.settled_at is not None, report.settled_by) == (
        True,
        factories.facilitator(report.reply.board).user,
    )
    assert page.index("asks for help") < page.index("Settled by The facilitator")
    assert list(Call.objects.open()) == [call]
    assert details("call_settled") == {"kind": "report"}


def test_a_settled_call_is_opened_again(
    me: Participant, theirs: Reply, facilitator: Client
) -> None:
    call = factories.call(me, theirs)
    by = factories.facilitator(theirs.board).user.pk

    for name in ("desk_call_settlement", "desk_call_settlement", "desk_call_reopening"):
        response = facilitator.post(settlement(call, name))
        assert response.headers["Location"] == PAGE

    assert list(Call.objects.open()) == [call]
    assert trail() == [
        ("call_settled", by, theirs.pk),
        ("call_opened_again", by, theirs.pk),
    ]
    told = facilitator.get("/desk/cop/trail/").content.decode()
    assert "settled a call about what Grey Owl wrote" in told
    assert "opened a call about what Grey Owl wrote again" in told


def test_a_reply_on_the_desk_settles_a_call_for_help(
    question: Question, me: Participant, facilitator: Client
) -> None:
    call = help_wanted(me, question)
    page = facilitator.get(reverse("desk_reply", args=["cop", call.reply_id]))
    assert "between them and staff" in page.content.decode()

    words = {"manner": "comment", "text": "Please load the page again."}
    facilitator.post(reverse("desk_comment", args=["cop", call.reply_id]), words)

    call.refresh_from_db()
    assert call.settled_by == factories.facilitator(question.stage.board).user
    reply = Reply.objects.get(parent=call.reply)
    assert reply.private_to == me


def test_the_boards_page_says_that_a_call_waits_and_leads_there(
    question: Question, me: Participant, facilitator: Client
) -> None:
    board = reverse("desk_board", args=["cop"])
    assert "call for help or report" not in facilitator.get(board).content.decode()

    help_wanted(me, question)

    page = facilitator.get(board).content.decode()
    assert "call for help or report" in page
    assert f'href="{PAGE}"' in page


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_observers_and_recruiters_learn_of_no_call(
    role: Role,
    question: Question,
    me: Participant,
    theirs: Reply,
    at_desk: Callable[[Role], Client],
) -> None:
    client = at_desk(role)
    factories.call(me, theirs)
    help_wanted(me, question)

    assert client.get(PAGE).status_code == 403
    for name in ("desk_board", "desk_everything", "desk_people", "desk_audit"):
        page = client.get(reverse(name, args=["cop"])).content.decode()
        assert ("/calls/" in page, "from a participant" in page) == (False, False), name


def test_the_page_says_whom_calls_reach(board: Board, facilitator: Client) -> None:
    assert "Told at once by e-mail: The facilitator." in facilitator.get(PAGE).content.decode()

    factories.staff(board, Role.MODERATOR, display_name="Ada Night", on_call=True)

    page = facilitator.get(PAGE).content.decode()
    assert "Told at once by e-mail: Ada Night." in page
    assert "Nobody has called for you yet." in page


def test_what_was_chosen_and_what_was_withdrawn_show_as_such(
    board: Board, me: Participant, theirs: Reply, facilitator: Client
) -> None:
    closed = factories.question(theirs.question.stage, kind=Kind.SINGLE, options=["Yes", "No"])
    chosen = factories.answer(factories.participant(board), closed, "")
    factories.value(chosen, closed.wording.items.all()[0].key)
    for post in (chosen, theirs):
        factories.call(me, post)
    Reply.objects.filter(pk=theirs.pk).update(withdrawn_at=NOW)

    page = facilitator.get(PAGE).content.decode()

    assert '<p class="choices-made">Yes</p>' in page
    assert "They have withdrawn, and asked for their words to be removed." in page


def test_many_calls_are_read_page_by_page_and_each_once(
    question: Question, me: Participant, facilitator: Client
) -> None:
    for number in range(A_PAGE + 1):
        help_wanted(me, question, f"Help {number}.")

    newer = facilitator.get(PAGE).content.decode()
    older = facilitator.get(f"{PAGE}?page=2").content.decode()

    assert (newer.count("asks for help"), older.count("asks for help")) == (A_PAGE, 1)
    assert 'href="?page=2"' in newer
    assert 'href="?page=1"' in older


def test_another_boards_call_is_not_there(board: Board, me: Participant, theirs: Reply) -> None:
    call = factories.call(me, theirs)
    elsewhere = factories.board(slug="elsewhere")
    client = signed_in(factories.facilitator(elsewhere).user)

    assert "Their sentinel words." not in client.get("/desk/elsewhere/calls/").content.decode()
    for name in ("desk_call_settlement", "desk_call_reopening"):
        assert client.post(reverse(name, args=["elsewhere", call.pk])).status_code == 404
    assert list(Call.objects.open()) == [call]


def test_the_page_asks_the_same_for_one_call_as_for_three(
    board: Board,
    question: Question,
    facilitator: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        person, peer = factories.participant(board), factories.participant(board)
        factories.call(person, factories.answer(peer, question))
        help_wanted(person, question)
        with django_assert_num_queries(QUERIES):
            assert facilitator.get(PAGE).status_code == 200


# A savepoint and its end; session, user, member with board; how many calls, the calls, their
# items and values; the staff's names; whom calls reach; the pause; alarms.
QUERIES = 13
