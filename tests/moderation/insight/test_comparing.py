"""Of which segments an observer is told no numbers."""

import uuid

import pytest

from moderation.insight.comparing import Comparison, untold
from tests import factories

A, B, C = (uuid.UUID(int=number) for number in range(3))


@pytest.mark.parametrize(
    ("people", "kept"),
    [
        ({A: 3, B: 4}, set()),
        ({A: 2, B: 2, C: 9}, {A, B}),
        # Nobody is no person to be found out.
        ({A: 0, B: 4}, {A}),
        # One person is the difference between the whole and the rest, so the next goes too.
        ({A: 1, B: 4, C: 9}, {A, B}),
        ({A: 2, B: 0, C: 9}, {A, B, C}),
        ({A: 5, None: 1}, {A, None}),
    ],
)
def test_fewer_than_three_people_are_not_told_nor_left_to_be_worked_out(people, kept) -> None:
    assert untold(people) == kept


def test_what_is_kept_back_already_counts_with_what_is_few() -> None:
    assert untold({A: 1, B: 1, C: 9}, {A, B}) == {A, B, C}
    assert untold({A: 3, B: 4, C: 9}, {A, B}) == {A, B}
    assert untold({A: 3, B: 2, C: 9}, {A}) == {A, B}


@pytest.mark.django_db
def test_the_figures_are_compared_by_a_set_of_the_board_alone() -> None:
    board = factories.board()
    sector = factories.segment_set(board, "sector", "health")
    factories.segment_set(factories.board(), "elsewhere", "north")

    assert Comparison(board, "sector").by == sector
    assert Comparison(board, "elsewhere").by is None
    assert [(one.label, one.key, one.is_current) for one in Comparison(board, "").choices] == [
        ("Everyone together", "", True),
        ("sector", "sector", False),
    ]


@pytest.mark.django_db
def test_without_sets_there_is_nothing_to_choose() -> None:
    assert Comparison(factories.board(), "").choices == []
