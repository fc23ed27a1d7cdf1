"""What a script says of the end: thanks, until when people read, and what is destroyed when."""

from datetime import date

import pytest

from sessions.actions.boards import create_board
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from sessions.script.writing import write_script
from tests import factories
from tests.sessions.scripts import faults, script_text

SAID = """\
  grace: 2 days
  farewell: Thank you *all*.
  reading_until: 2021-06-01 12:00
  destruction: {key: 2021-07-01, contacts: 2021-07-01, data: 2031-04-01}
"""


def with_ending(said: str) -> str:
    """A small script whose board says this of its end; it ends on 1 April."""
    before, consent, after = script_text().partition("  consent:\n")
    return before + said + consent + after


@pytest.mark.django_db
def test_a_board_is_made_of_it_and_gives_it_back() -> None:
    script = read_script(with_ending(SAID), "small.yaml")

    board = create_board(script=script, owner=factories.user(), now=factories.NOW)

    assert board.farewell_html == "<p>Thank you <em>all</em>.</p>"
    assert str(board.reading) == "2021-06-01 12:00"
    assert board.reading_until is not None
    assert board.reading_until.isoformat() == "2021-06-01T11:00:00+00:00"
    assert [(one.key.value, one.day) for one in board.destruction_days] == [
        ("key", date(2021, 7, 1)),
        ("contacts", date(2021, 7, 1)),
        ("data", date(2031, 4, 1)),
    ]
    board.refresh_from_db()
    assert script_of(board) == script
    assert "destruction: {key: 2021-07-01, contacts: 2021-07-01, data: 2031-04-01}" in (
        write_script(script)
    )


def test_what_is_left_out_is_not_written() -> None:
    written = write_script(read_script(script_text(), "small.yaml"))

    for key in ("farewell", "reading_until", "destruction"):
        assert key not in written


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("  grace: 2 days\n  reading_until: 2021-04-02 12:00\n", "board.reading_until"),
        ("  grace: 2 days\n  destruction: {key: 2021-04-03}\n", "board.destruction.key"),
        ("  destruction: {data: 2021-04-01}\n", "board.destruction.data"),
    ],
)
def test_nothing_ends_while_people_may_still_write(said: str, where: str) -> None:
    [fault] = faults(with_ending(said))

    assert fault.endswith(f"{where}: The time for last replies is not over then.")


def test_a_time_that_happens_twice_is_asked_about() -> None:
    [fault] = faults(with_ending("  reading_until: 2021-10-31 01:30\n"))

    assert "board.reading_until" in fault
    assert "happens twice" in fault
