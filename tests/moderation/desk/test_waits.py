"""What waits for me, as the board's page says it to each role."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from moderation.desk.waits import LINES, waits_for
from moderation.web import Desk
from sessions.enums import ObserverSight, Role
from sessions.models import Board
from tests import factories
from tests.moderation.desk.conftest import one_of_each

NOW = factories.NOW


def said(board: Board) -> None:
    """One of everything that can wait for staff."""
    question = factories.question(factories.stage(board))
    moderator = board.staff.get(role=Role.MODERATOR)
    first, second, third = (factories.participant(board) for _ in range(3))
    answer = factories.answer(first, question)
    probe = factories.probe(moderator, answer, needs_reply=True)
    factories.comment(first, probe)
    factories.probe(moderator, answer, needs_reply=True)
    factories.hold(factories.answer(second, question))
    factories.call(third, factories.call_for_help(third, question))
    factories.wish(board.staff.get(role=Role.OBSERVER), answer)


def numbers(board: Board, role: Role) -> dict[str, int]:
    member = board.staff.get(role=role)
    return {wait.what: wait.number for wait in waits_for(Desk(member, board, NOW))}


def test_each_thing_that_waits_is_counted_and_leads_to_where_it_is_done(
    db: None, django_assert_num_queries: Callable[[int], object]
) -> None:
    board = factories.board(observers=ObserverSight.PSEUDONYM)
    one_of_each(board)
    said(board)

    assert numbers(board, Role.FACILITATOR) == {
        "call for help or report": 1,
        "post held until you have seen it": 1,
        "wish for a probe": 1,
        "probe answered and unread": 1,
        "first post nobody acknowledged": 1,
        "probe without a reply yet": 1,
        "posts new to you": 6,
    }
    assert numbers(board, Role.OBSERVER) == {"posts new to you": 4}
    assert numbers(board, Role.RECRUITER) == {}


def test_nothing_waits_for_an_exchange_once_the_grace_period_is_over(db: None) -> None:
    board = factories.board(observers=ObserverSight.PSEUDONYM)
    one_of_each(board)
    said(board)
    over = factories.NOW - factories.DAY
    Board.objects.filter(pk=board.pk).update(ends_at=over, grace_ends_at=over)
    board.refresh_from_db()

    assert set(numbers(board, Role.FACILITATOR)) == {
        "call for help or report",
        "post held until you have seen it",
        "probe answered and unread",
        "posts new to you",
    }


def test_every_line_leads_to_a_page_that_shows_as_many(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    said(board)
    moderator = at_desk(Role.MODERATOR)
    page = moderator.get(reverse("desk_board", args=["cop"])).content.decode()

    for line in LINES:
        address = reverse(line.page, args=["cop"]) + line.query
        assert f'href="{address}"' in page
        assert moderator.get(address).status_code == 200


def test_a_desk_for_which_nothing_waits_says_so(board: Board, facilitator: Client) -> None:
    page = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()

    assert "What waits for you" in page
    assert 'class="waits"' not in page
