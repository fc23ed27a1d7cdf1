"""People read their own letters, of this board alone."""

from email.message import EmailMessage
from pathlib import Path

from participants.simulate.letters import Letter, Letters

LINK = "http://localhost:8000/i/a-token/"


def deliver(folder: Path, number: int, text: str, *, subject: str = "Trial", to: str = "") -> None:
    message = EmailMessage()
    message["To"] = to or "Member01@example.org"
    message["Subject"] = f"The next part is open: {subject}"
    message.set_content(text)
    (folder / f"{number:03}.eml").write_bytes(message.as_bytes())


def test_the_link_and_the_code_are_found_in_the_order_of_arrival(tmp_path: Path) -> None:
    letters = Letters(tmp_path, "Trial")
    deliver(tmp_path, 1, f"See https://example.org/ first.\n{LINK}\nhttp://localhost:8000/u/x/")
    letters.fetch()
    deliver(tmp_path, 2, "this code brings you back:\n\n    042 917\n")
    letters.fetch()
    letters.fetch()
    assert letters.to("member01@EXAMPLE.org") == [Letter(LINK, ""), Letter("", "042917")]
    assert letters.received == 2


def test_another_boards_letters_and_other_peoples_are_not_theirs(tmp_path: Path) -> None:
    letters = Letters(tmp_path, "Trial")
    deliver(tmp_path, 1, LINK, subject="Another board")
    deliver(tmp_path, 2, LINK, to="member02@example.org")
    letters.fetch()
    assert letters.to("member01@example.org") == letters.to("") == []
    assert letters.received == 1


def test_without_a_folder_there_are_no_letters() -> None:
    letters = Letters(None, "Trial")
    letters.fetch()
    assert letters.to("member01@example.org") == []
