"""A board that is over is put away, and reading it ends at a date or by a press."""

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from participants.models import PersonalLink
from sessions.actions.archiving import archive_board, end_reading, set_reading_end
from sessions.actions.dating import set_end
from sessions.actions.errors import Refused
from sessions.models import Board
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.moderation.desk.trails import trail
from tests.moderation.ending.conftest import AFTER
from tests.participants.visits import browser_of

PAGE = "/desk/cop/archive/"
ARCHIVING, RETURN, READING = (f"{PAGE}{deed}/" for deed in ("archiving", "return", "reading"))


def test_an_archived_board_stands_under_a_heading_of_its_own_until_it_is_taken_out(
    board: Board, facilitator: Client
) -> None:
    assert 'id="archived"' not in facilitator.get("/desk/").content.decode()

    facilitator.post(ARCHIVING)
    facilitator.post(ARCHIVING)

    page = facilitator.get("/desk/").content.decode()
    assert page.index('id="archived"') < page.index(board.title)
    assert ">Archived</span>" in facilitator.get("/desk/cop/").content.decode()
    assert [action for action, _by, _what in trail()] == ["board_archived"]

    facilitator.post(RETURN)

    assert 'id="archived"' not in facilitator.get("/desk/").content.decode()


@pytest.mark.parametrize("now", [factories.NOW, factories.ENDS_AT + factories.DAY])
def test_a_board_on_which_people_may_still_write_is_not_archived(
    board: Board, now: datetime
) -> None:
    with pytest.raises(Refused, match="can still write"):
        archive_board(board=board, by=factories.facilitator(board).user, now=now)


def test_a_board_that_never_began_is_not_archived(db: None) -> None:
    board = factories.board(launched=False)

    with pytest.raises(Refused, match="not been launched"):
        archive_board(board=board, by=factories.facilitator(board).user, now=AFTER)


def test_participants_read_on_in_the_archive(board: Board, facilitator: Client) -> None:
    browser = browser_of(factories.participant(board), now=AFTER)
    facilitator.post(ARCHIVING)

    assert browser.get(reverse("board", args=["cop"])).status_code == 200


def test_a_press_ends_reading_and_links_lead_to_a_page_that_says_so(
    board: Board, facilitator: Client, client: Client
) -> None:
    person = factories.participant(board)
    question = factories.question(factories.stage(board))
    browser = browser_of(person, now=AFTER)
    token = PersonalLink.objects.issue(person, now=AFTER)
    facilitator.post(READING)
    assert browser.get(reverse("board", args=["cop"])).status_code == 200

    facilitator.post(ARCHIVING)
    facilitator.post(READING)

    closed = client.get(reverse("personal_link", args=[token]))
    here = browser.get(reverse("question", args=["cop", question.pk]))
    for answer in (closed, here):
        assert answer.status_code == 410
        assert "This board is closed" in answer.content.decode()
    assert facilitator.get("/desk/cop/everything/").status_code == 200
    assert [action for action, _by, _what in trail()] == ["board_archived", "reading_ended"]


def test_reading_ends_at_the_date_that_was_set_and_participants_are_told_it(
    board: Board, facilitator: Client, client: Client
) -> None:
    person = factories.participant(board)
    browser = browser_of(person, now=AFTER)
    token = PersonalLink.objects.issue(person, now=AFTER)

    facilitator.post(PAGE, {"reading": "2021-05-01T12:00"})

    board.refresh_from_db()
    assert str(board.reading) == "2021-05-01 12:00"
    told = "1 May 2021, 12:00</time> Europe/London"
    assert told in browser.get(reverse("board", args=["cop"])).content.decode()
    assert told in browser.get(reverse("about", args=["cop"])).content.decode()
    assert board.reading_until is not None
    clock.move_to(board.reading_until)
    assert client.get(reverse("personal_link", args=[token])).status_code == 410
    assert browser.get(reverse("board", args=["cop"])).status_code == 410


def test_a_link_that_is_not_theirs_tells_nothing_of_a_closed_board(
    board: Board, client: Client
) -> None:
    Board.objects.update(archive_removed_at=AFTER)
    person = factories.participant(board)
    token = PersonalLink.objects.issue(person, now=AFTER)
    PersonalLink.objects.update(revoked_at=AFTER)

    for address in (
        reverse("personal_link", args=[token]),
        reverse("personal_link", args=["x" * 22]),
        reverse("board", args=["cop"]),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert board.title not in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2021-04-03T12:00", "The time for last replies is not over then."),
        ("2021-04-05T12:00", "That time has passed."),
        ("soon", "Give a date and a time"),
    ],
)
def test_a_date_that_cannot_be_is_refused_beside_its_field(
    board: Board, facilitator: Client, typed: str, why: str
) -> None:
    clock.move_to(AFTER if typed != "2021-04-03T12:00" else factories.NOW)

    answer = facilitator.post(PAGE, {"reading": typed})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert trail() == []


def test_what_has_ended_does_not_begin_anew(board: Board) -> None:
    by = factories.facilitator(board).user
    archive_board(board=board, by=by, now=AFTER)
    assert end_reading(board=board, by=by, now=AFTER)
    assert not end_reading(board=board, by=by, now=AFTER)

    with pytest.raises(Refused, match="Reading has ended"):
        set_reading_end(board=board, to=WallTime.parse("2022-01-01 09:00"), by=by, now=AFTER)


def test_the_end_of_a_board_is_not_moved_past_the_end_of_reading(board: Board) -> None:
    by = factories.facilitator(board).user
    set_reading_end(board=board, to=WallTime.parse("2021-04-10 09:00"), by=by, now=factories.NOW)

    with pytest.raises(Refused, match="read no more"):
        set_end(board=board, to=WallTime.parse("2021-04-09 09:00"), by=by, now=factories.NOW)


@pytest.mark.parametrize("what", ["key", "contacts", "data"])
def test_the_end_of_a_board_is_not_moved_past_a_day_of_destruction(board: Board, what: str) -> None:
    by = factories.facilitator(board).user
    Board.objects.update(**{f"destroy_{what}_on": date(2021, 4, 11)})
    late, in_time = (WallTime.parse(f"2021-04-0{day} 09:00") for day in (9, 8))

    with pytest.raises(Refused, match="be destroyed before"):
        set_end(board=board, to=late, by=by, now=factories.NOW)

    assert set_end(board=board, to=in_time, by=by, now=factories.NOW)
