"""A star is for whoever gave it: nobody else sees it."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from moderation.models import Star
from participants.models import Reply
from sessions.enums import ObserverSight, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.coding.conftest import read, url
from tests.moderation.desk.conftest import one_of_each, signed_in


def test_a_star_is_given_and_taken_and_twice_changes_nothing(
    answer: Reply, facilitator: Client, staff: dict[Role, StaffMember]
) -> None:
    for _time in range(2):
        response = facilitator.post(url("desk_star", answer.pk), {"starred": "on"})
    assert response.headers["Location"].endswith(f"#reply-{answer.pk}")
    assert Star.objects.get().member == staff[Role.FACILITATOR]
    assert 'aria-pressed="true"' in read(facilitator, "desk_question", answer.question_id)

    for _time in range(2):
        facilitator.post(url("desk_star", answer.pk), {"starred": ""})

    assert Star.objects.count() == 0
    assert 'aria-pressed="true"' not in read(facilitator, "desk_question", answer.question_id)


def test_in_place_the_button_alone_comes_back(answer: Reply, facilitator: Client) -> None:
    response = facilitator.post(
        url("desk_star", answer.pk), {"starred": "on"}, headers={"HX-Request": "true"}
    )

    page = response.content.decode()
    assert page.strip().startswith('<form class="star')
    assert 'aria-pressed="true"' in page
    assert 'name="starred" value=""' in page


def test_nobody_else_sees_a_star(
    answer: Reply, facilitator: Client, moderator: Client, question: Question
) -> None:
    facilitator.post(url("desk_star", answer.pk), {"starred": "on"})

    assert "Ask JANEDOE about it." in read(facilitator, "desk_starred")
    assert "You have starred nothing yet." in read(moderator, "desk_starred")
    assert 'aria-pressed="true"' not in read(moderator, "desk_question", question.pk)


@pytest.fixture
def watched(db: None) -> Board:
    factories.swept()
    return factories.board(slug="watched", observers=ObserverSight.PSEUDONYM)


def test_an_observers_star_shows_what_they_may_read_and_no_more(watched: Board) -> None:
    question = factories.question(factories.stage(watched))
    replies = [
        factories.answer(factories.participant(watched), question, words)
        for words in ("OPENWORDS", "CONCEALEDWORDS")
    ]
    observer = one_of_each(watched)[Role.OBSERVER]
    for reply in replies:
        factories.star(observer, reply)
    factories.conceal(replies[1])

    page = signed_in(observer.user).get("/desk/watched/starred/").content.decode()

    assert "OPENWORDS" in page
    assert "CONCEALEDWORDS" not in page
    assert "Page 1 of" not in page
    assert page.count("<article") == 1


def test_the_starred_page_asks_the_same_queries_for_one_as_for_three(
    board: Board,
    question: Question,
    staff: dict[Role, StaffMember],
    at_desk: Callable[[Role], Client],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = at_desk(Role.FACILITATOR)
    for wanted in (1, 3):
        while Star.objects.count() < wanted:
            parent = factories.answer(factories.participant(board), question)
            factories.star(
                staff[Role.FACILITATOR], factories.comment(factories.participant(board), parent)
            )
        with django_assert_num_queries(QUERIES_OF_THE_STARRED):
            read(client, "desk_starred")


# A savepoint and its end; session, user, member with board; how many replies, which ones,
# they, their versions, items and values; which are new, stars, codes, hidden words,
# notes and what is collected; what they answer; the pause; alarms.
QUERIES_OF_THE_STARRED = 20
