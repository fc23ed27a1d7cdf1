"""Breaches in what belongs to the end of a board."""

from tests import factories
from tests.factories import NOW

from .breaches import breaks_constraint, once_more, put


@breaks_constraint
def an_archived_board_has_a_time_and_a_person() -> None:
    put(factories.board(), archived_at=NOW)


@breaks_constraint
def sent_findings_have_a_time_and_a_person() -> None:
    put(factories.findings(factories.board(), sent_at=None), sent_at=NOW)


@breaks_constraint
def sent_findings_say_something() -> None:
    put(factories.findings(factories.board()), text="")


@breaks_constraint
def one_verdict_a_person_and_findings() -> None:
    board = factories.board()
    factories.findings(board)
    once_more(factories.verdict(factories.participant(board)))


@breaks_constraint
def a_board_destroys_each_thing_once() -> None:
    once_more(factories.destruction(factories.board()))
