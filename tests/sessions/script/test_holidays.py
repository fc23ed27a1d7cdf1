"""Whose public holidays are days off, as a script says it."""

import pytest

from sessions.actions.boards import create_board
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.writing import write_script
from tests import factories
from tests.sessions.scripts import EXAMPLE, faults


def with_holidays(said: str) -> str:
    return EXAMPLE.read_text().replace("  language:", f"  holidays: {said}\n  language:", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("whose", ["GB", "GB-SCT", "NO"])
def test_a_country_or_a_part_of_one_comes_back(whose: str) -> None:
    """Norway's code is no truth value."""
    script = read_script(with_holidays(whose))
    board = create_board(script=script, owner=factories.user(), now=factories.NOW)

    assert board.holidays == whose
    assert read_script(write_script(script_of(board))).board.holidays == whose


def test_without_the_key_they_are_nobodys() -> None:
    assert read_script(EXAMPLE.read_text()).board.holidays == ""
    assert "holidays" not in write_script(read_script(EXAMPLE.read_text()))


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("XX", "“XX” is no country whose holidays are known; write a code such as GB."),
        ("GB-XX", "is no part of GB whose holidays are known. Known are: ENG, NIR, SCT, WLS."),
        ("AX-1", "is no part of AX whose holidays are known. Known are: none."),
    ],
)
def test_what_is_no_country_is_explained(said: str, message: str) -> None:
    (line,) = faults(with_holidays(said))

    assert "board.holidays" in line
    assert message in line
