"""Three days are promised to participants, and facilitators are reminded of them."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from bulletin.privacy.enums import Destroyable
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of
from tests.moderation.desk.trails import details, trail
from tests.moderation.ending.conftest import AFTER
from tests.participants.visits import browser_of

PAGE = "/desk/cop/destruction/"
DAY = date(2021, 6, 1)
NOON = AFTER.replace(month=6, day=1, hour=12)


def test_before_the_launch_days_are_set_freely_and_participants_read_them(
    board: Board, facilitator: Client
) -> None:
    Board.objects.update(launched_at=None, launched_by=None)

    facilitator.post(PAGE, {"key": "2021-06-01", "contacts": "", "data": "2031-06-01"})

    board.refresh_from_db()
    assert (board.destroy_key_on, board.destroy_contacts_on) == (DAY, None)
    Board.objects.update(
        launched_at=factories.LAUNCHED_AT, launched_by=factories.facilitator(board).user
    )
    person = factories.participant(board, consented=False)
    browser = browser_of(person, now=AFTER)
    for page in ("about", "consent"):
        told = browser.get(reverse(page, args=["cop"])).content.decode()
        assert "The names behind the pseudonyms: 1 June 2021" in told
        assert "Everything that was said: 1 June 2031" in told


def test_after_it_a_day_is_moved_with_a_reason_that_participants_read(
    board: Board, facilitator: Client
) -> None:
    Board.objects.update(destroy_key_on=DAY)

    silent = facilitator.post(PAGE, {"key": "2021-07-01", "why": " "})
    assert silent.status_code == 422
    assert "participants were told the date that stands" in silent.content.decode()
    facilitator.post(PAGE, {"key": "2021-07-01", "why": "The analysis takes longer."})

    board.refresh_from_db()
    assert board.destroy_key_on == date(2021, 7, 1)
    assert details("destruction_date_set") == {
        "which": "key", "before": "2021-06-01", "after": "2021-07-01",
    }  # fmt: skip
    browser = browser_of(factories.participant(board), now=AFTER)
    assert (
        "The analysis takes longer." in browser.get(reverse("about", args=["cop"])).content.decode()
    )
    said = facilitator.get("/desk/cop/trail/").content.decode()
    assert "(the names behind the pseudonyms) from 1 June 2021 to 1 July 2021" in said


def test_a_first_day_after_it_needs_no_reason_and_is_not_told_as_moved(
    board: Board, facilitator: Client
) -> None:
    assert 'name="why"' not in facilitator.get(PAGE).content.decode()
    assert facilitator.post(PAGE, {"key": "2021-06-01"}).status_code == 302
    facilitator.post(PAGE, {"key": "2021-06-01", "data": "2031-06-01", "why": "No reason."})

    board.refresh_from_db()
    assert (board.destroy_key_on, board.destroy_data_on) == (DAY, date(2031, 6, 1))
    browser = browser_of(factories.participant(board), now=AFTER)
    told = browser.get(reverse("about", args=["cop"])).content.decode()
    assert "Everything that was said: 1 June 2031" in told
    assert "A date was moved" not in told


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("2021-04-03", "The time for last replies is not over then."),
        ("2021-04-05", "That day has passed."),
        ("soon", "Enter a valid date."),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field_and_kept(
    board: Board, facilitator: Client, typed: str, why: str
) -> None:
    answer = facilitator.post(PAGE, {"data": typed, "why": "So it is."})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    assert trail() == []


def test_what_is_destroyed_has_no_day_any_more(board: Board, facilitator: Client) -> None:
    factories.destruction(board, Destroyable.KEY)

    page = facilitator.get(PAGE).content.decode()

    assert 'name="key"' not in page
    assert 'name="contacts"' in page
    assert "The receipt" in page


def test_facilitators_are_told_two_weeks_before_on_the_day_and_each_week_after(
    board: Board, staff: dict[Role, StaffMember], mailbox: Mailbox
) -> None:
    Board.objects.update(destroy_key_on=DAY, destroy_contacts_on=DAY)
    told = [days for days in range(-20, 24) if sweep(now=NOON + days * factories.DAY).sent]

    assert told == [-14, 0, 7, 14, 21]
    first, due, *_later = mailbox.messages
    assert first["To"] == staff[Role.FACILITATOR].user.email
    assert "The addresses: participants were told that this is destroyed on 1 June 2021." in (
        words_of(first)
    )
    assert "It is still there." not in words_of(first)
    assert words_of(due).count("It is still there.") == 2
    assert f"http://localhost:8000/desk/{board.slug}/destruction/" in words_of(due)


def test_a_day_that_is_near_when_it_is_set_is_told_at_once(board: Board, mailbox: Mailbox) -> None:
    Board.objects.update(destroy_data_on=DAY)

    assert sweep(now=NOON - 3 * factories.DAY).sent == 1
    assert sweep(now=NOON - 2 * factories.DAY).sent == 0


@pytest.mark.parametrize("why", [Reason.SETTLED, Reason.NO_LONGER_STAFF])
def test_what_is_done_or_moved_before_it_is_sent_is_not_told(
    board: Board, mailbox: Mailbox, settings, why: Reason
) -> None:
    Board.objects.update(destroy_key_on=DAY)
    server, settings.EMAIL_HOST = settings.EMAIL_HOST, ""
    assert sweep(now=NOON).sent == 0
    if why == Reason.SETTLED:
        factories.destruction(board, Destroyable.KEY)
    else:
        board.staff.update(removed_at=NOON)
    settings.EMAIL_HOST = server

    assert sweep(now=NOON).sent == 0
    assert Notice.objects.get(dropped_at=NOON).dropped_why == why
