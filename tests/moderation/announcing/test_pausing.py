"""A pause is told by mail where that is wanted, and what it leaves behind is said."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.models import Announcement
from sessions.models import Board, Pause
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.moderation.desk.trails import trail
from tests.participants.visits import browser_of

PAUSE, RESUMPTION = "/desk/cop/pause/", "/desk/cop/resumption/"
TOLD = {"message": "Back on Monday.", "tell": "on"}


def test_everybody_is_told_by_mail_while_other_mail_waits(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    factories.participant(board, first_came_at=NOW - DAY)
    factories.participant(board, consented=False, added_at=NOW)
    assert "Ticked, 2 people are told by mail" in facilitator.get(PAUSE).content.decode()

    facilitator.post(PAUSE, TOLD)
    sweep(now=NOW + timedelta(minutes=1))

    subjects = [message["Subject"] for message in mailbox.messages]
    assert subjects == [f"The board is paused: {board.title}"] * 2
    page = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()
    assert "1 mail waits for it to end." in page
    assert [action for action, _by, _subject in trail()] == [
        "board_paused",
        "announcement_published",
    ]


def test_without_the_tick_nobody_is_told(board: Board, facilitator: Client) -> None:
    facilitator.post(PAUSE, {"message": "Back on Monday."})

    assert (Pause.objects.count(), Announcement.objects.count()) == (1, 0)


def test_nobody_is_told_nothing(board: Board, facilitator: Client) -> None:
    response = facilitator.post(PAUSE, {"message": "", "tell": "on"})

    assert response.status_code == 422
    assert "Say what is to be told." in response.content.decode()
    assert not Pause.objects.exists()


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ("We wait for Heron 01.", "Heron 01 is named in it"),
        ("Back on [FILL IN: the day].", "Something is still to be filled in: the day."),
    ],
)
def test_what_no_mail_may_say_is_said_beside_the_field(
    board: Board, facilitator: Client, message: str, why: str
) -> None:
    factories.participant(board)

    response = facilitator.post(PAUSE, {"message": message, "tell": "on"})

    assert response.status_code == 422
    assert why in response.content.decode()
    assert not Pause.objects.exists()


def test_the_board_says_once_why_it_is_paused(board: Board, facilitator: Client) -> None:
    person = factories.participant(board, first_came_at=NOW - DAY)
    facilitator.post(PAUSE, TOLD)

    browser = browser_of(person, now=NOW + HOUR)
    page = browser.get(reverse("board", args=["cop"])).content.decode()

    assert page.count("Back on Monday.") == 1
    assert "All announcements (1)" in page


def test_a_pause_that_nobody_ended_is_over_with_the_board(
    board: Board, facilitator: Client
) -> None:
    person = factories.participant(board, first_came_at=NOW - DAY)
    facilitator.post(PAUSE, TOLD)

    browser = browser_of(person, now=board.grace_ends_at)
    page = browser.get(reverse("board", args=["cop"])).content.decode()

    assert "Back on Monday." not in page
    assert "The board is paused" not in page
    assert "The board has ended." in page
    assert "All announcements" not in page


def test_a_mail_of_it_that_waits_for_the_morning_is_not_sent_once_it_is_over(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    factories.participant(board, first_came_at=NOW - DAY)
    clock.move_to(NOW + 10 * HOUR)
    facilitator.post(PAUSE, TOLD)
    sweep(now=NOW + 10 * HOUR + timedelta(minutes=1))

    clock.move_to(NOW + 11 * HOUR)
    facilitator.post(RESUMPTION)
    sweep(now=NOW + 20 * HOUR)

    assert Notice.objects.get(kind="announcement").dropped_why == "taken_back"
    assert mailbox.messages == []


@pytest.mark.parametrize("resumed", [False, True])
def test_dates_that_passed_meanwhile_are_spoken_of_with_the_way_to_move_them(
    board: Board, facilitator: Client, resumed: bool
) -> None:
    before = factories.stage(board, title="Before", due_at=NOW - 3 * DAY)
    within = factories.stage(board, title="Within", due_at=NOW - DAY)
    factories.stage(board, title="Ahead", due_at=NOW + DAY)
    factories.pause(board, started_at=NOW - 2 * DAY, ended_at=NOW if resumed else None)

    page = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()

    assert "A date of “Within” passed while the board was paused." in page
    assert page.count("passed while the board was paused") == 1
    assert f'href="{reverse("desk_dates", args=["cop", within.pk])}"' in page
    assert before.title in page
    clock.move_to(NOW + 3 * DAY + HOUR)
    later = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()
    assert ("passed while the board was paused" in later) is not resumed
