"""People read their own letters, of this board alone."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from participants.simulate.assembling import letters_on
from participants.simulate.letters import Letter, Letters
from tests import factories

LINK = "http://localhost:8000/i/a-token/"


def deliver(
    folder: Path, number: int, text: str, *, name: str = "<ours@localhost>", to: str = ""
) -> None:
    message = EmailMessage()
    message["To"] = to or "Member01@example.org"
    message["Subject"] = "The next part is open: Trial"
    message["Message-ID"] = name
    message.set_content(text)
    (folder / f"{number:03}.eml").write_bytes(message.as_bytes())


def letters_in(folder: Path) -> Letters:
    return Letters(folder, lambda name: name == "<ours@localhost>")


def test_the_link_and_the_code_are_found_in_the_order_of_arrival(tmp_path: Path) -> None:
    letters = letters_in(tmp_path)
    deliver(tmp_path, 1, f"See https://example.org/ first.\n{LINK}\nhttp://localhost:8000/u/x/")
    letters.fetch()
    deliver(tmp_path, 2, "this code brings you back:\n\n    042 917\n")
    letters.fetch()
    letters.fetch()
    assert letters.to("member01@EXAMPLE.org") == [Letter(LINK, ""), Letter("", "042917")]
    assert letters.received == 2


def test_another_boards_letters_and_other_peoples_are_not_theirs(tmp_path: Path) -> None:
    letters = letters_in(tmp_path)
    deliver(tmp_path, 1, LINK, name="<from-another-board@localhost>")
    deliver(tmp_path, 2, LINK, to="member02@example.org")
    letters.fetch()
    assert letters.to("member01@example.org") == letters.to("") == []
    assert letters.received == 1


@pytest.mark.django_db
def test_a_boards_letters_are_those_that_were_sent_from_it(tmp_path: Path) -> None:
    """A script that was imported twice has made two boards of one title for the same people."""
    board, other = factories.board(), factories.board()
    factories.mail(board=board.pk, message_id="<one@localhost>")
    factories.mail(board=other.pk, message_id="<other@localhost>")
    deliver(tmp_path, 1, LINK, name="<other@localhost>")
    deliver(tmp_path, 2, LINK, name="<one@localhost>")
    letters = letters_on(board, tmp_path)
    letters.fetch()
    assert letters.to("member01@example.org") == [Letter(LINK, "")]
    assert letters.received == 1
