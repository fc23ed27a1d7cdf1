"""Probes that need a reply, followed to their end."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from moderation.desk.asking import STATES
from participants.models import Participant, Reply
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail

NOW, HOUR = factories.NOW, factories.HOUR
PAGE = "/desk/cop/probes/"


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def me(staff: dict[Role, StaffMember]) -> StaffMember:
    return staff[Role.MODERATOR]


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


@pytest.fixture
def probe(author: Participant, question: Question, me: StaffMember) -> Reply:
    answer = factories.answer(author, question, "ANSWERWORDS")
    return factories.probe(me, answer, "PROBEWORDS", needs_reply=True)


def in_states(client: Client, words: str) -> list[str]:
    """The lists in which these words stand."""
    return [
        state for state in STATES if words in client.get(PAGE, {"state": state}).content.decode()
    ]


def test_a_probe_goes_from_waiting_to_answered_to_read(
    moderator: Client, facilitator: Client, author: Participant, probe: Reply
) -> None:
    page = moderator.get(PAGE).content.decode()
    assert "Waits since Tue 30 March, 13:00" in page
    assert page.index("PROBEWORDS") < page.index("ANSWERWORDS")
    assert in_states(moderator, "PROBEWORDS") == ["waiting"]

    factories.comment(author, probe, "REPLYWORDS", said_at=NOW + HOUR)
    assert in_states(moderator, "PROBEWORDS") == ["unread"]
    page = moderator.get(PAGE, {"state": "unread"}).content.decode()
    assert "Answered on Tue 30 March, 14:00" in page
    assert "REPLYWORDS" in page

    clock.move_to(NOW + 2 * HOUR)
    moderator.get(reverse("desk_reply", args=["cop", probe.pk]))

    assert in_states(moderator, "PROBEWORDS") == ["answered"]
    assert in_states(facilitator, "PROBEWORDS") == ["unread"]


def test_what_somebody_else_says_under_a_probe_is_not_the_reply_that_is_needed(
    board: Board, moderator: Client, author: Participant, probe: Reply
) -> None:
    factories.comment(factories.participant(board), probe, "SOMEBODYELSE")
    assert in_states(moderator, "PROBEWORDS") == ["waiting"]

    factories.comment(author, probe, "REPLYWORDS")

    page = moderator.get(PAGE, {"state": "unread"}).content.decode()
    assert ("REPLYWORDS" in page, "SOMEBODYELSE" in page) == (True, False)


def test_a_person_is_let_off_and_the_page_says_who_said_so(
    moderator: Client, author: Participant, probe: Reply, me: StaffMember
) -> None:
    response = moderator.post(
        reverse("desk_letting_off", args=["cop", probe.pk]) + "?from=desk_probes"
    )

    assert response.headers["Location"] == PAGE
    assert in_states(moderator, "PROBEWORDS") == ["over"]
    page = moderator.get(PAGE, {"state": "over"}).content.decode()
    assert "No longer needed, said The moderator on Tue 30 March, 13:00." in page
    probe.refresh_from_db()
    assert probe.needs_reply is False
    assert trail() == [("probe_let_off", me.user.pk, probe.pk)]


def test_a_probe_to_somebody_who_left_is_over(
    moderator: Client, author: Participant, probe: Reply
) -> None:
    Participant.objects.filter(pk=author.pk).update(withdrawn_at=NOW, withdrawn_answers="keep")

    assert in_states(moderator, "PROBEWORDS") == ["over"]
    page = moderator.get(PAGE, {"state": "over"}).content.decode()
    assert "They have left the board: nobody waits for them." in page


def test_a_probe_that_needs_no_reply_is_on_no_list(
    moderator: Client, author: Participant, question: Question, me: StaffMember
) -> None:
    factories.probe(me, factories.answer(author, question), "PROBEWORDS")

    assert in_states(moderator, "PROBEWORDS") == []


def test_there_is_no_other_list(moderator: Client) -> None:
    assert moderator.get(PAGE, {"state": "lost"}).status_code == 404


@pytest.mark.parametrize("name", ["desk_probes", "desk_first_posts", "desk_held"])
def test_a_list_asks_the_same_queries_for_one_as_for_three_and_is_paged(
    board: Board,
    moderator: Client,
    question: Question,
    me: StaffMember,
    name: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page = ""
    for wanted in (1, 3, 30):
        while question.replies.answers().count() < 2 * wanted:
            answer = factories.answer(factories.participant(board), question)
            factories.probe(me, answer, needs_reply=True)
            factories.hold(factories.answer(factories.participant(board), question))
        with django_assert_num_queries(QUERIES[name]):
            page = moderator.get(reverse(name, args=["cop"])).content.decode()
    assert "Page 1 of 2" in page


# Each asks how many there are and which are on the page, and then for what all of them need.
QUERIES = {"desk_probes": 18, "desk_first_posts": 13, "desk_held": 13}
