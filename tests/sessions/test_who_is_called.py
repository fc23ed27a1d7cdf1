"""Whom a call for help reaches: who is on call, else the facilitators."""

import pytest

from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories

pytestmark = pytest.mark.django_db


def called(board: Board) -> set[StaffMember]:
    return set(board.staff.reached_by_calls())


def test_where_nobody_is_on_call_the_facilitators_are_called() -> None:
    board = factories.board()
    factories.staff(board, Role.MODERATOR)
    second = factories.staff(board, Role.FACILITATOR)
    factories.staff(board, Role.FACILITATOR, removed_at=factories.NOW)

    assert called(board) == {factories.facilitator(board), second}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR])
def test_whoever_is_on_call_is_called_and_nobody_else(role: Role) -> None:
    board = factories.board()
    on_call = [factories.staff(board, role, on_call=True) for _ in range(2)]
    factories.staff(board, Role.MODERATOR)

    assert called(board) == set(on_call)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_nobody_who_cannot_read_a_call_is_on_call(role: Role) -> None:
    board = factories.board()
    factories.staff(board, role, on_call=True)

    assert called(board) == {factories.facilitator(board)}


def test_whoever_left_or_may_not_sign_in_is_not_on_call() -> None:
    board = factories.board()
    factories.staff(board, Role.MODERATOR, on_call=True, removed_at=factories.NOW)
    closed = factories.user(is_active=False)
    factories.staff(board, Role.MODERATOR, on_call=True, user=closed)

    assert called(board) == {factories.facilitator(board)}


def test_each_board_calls_its_own() -> None:
    quiet, watched = factories.board(), factories.board()
    on_call = factories.staff(watched, Role.MODERATOR, on_call=True)

    assert called(quiet) == {factories.facilitator(quiet)}
    assert called(watched) == {on_call}
    assert set(StaffMember.objects.reached_by_calls()) == {factories.facilitator(quiet), on_call}
