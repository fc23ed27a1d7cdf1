"""Somebody is away until a day, or cannot take part: what waits for them, and what ends it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.outbox.enums import Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from moderation.actions.absences import end_absence, end_inability, note_absence, note_inability
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
THURSDAY = date(2021, 4, 1)


def address(name: str, person: Participant) -> str:
    return reverse(name, args=["cop", person.pk])


def held(person: Participant) -> list[tuple[str, str, datetime]]:
    notices = Notice.objects.filter(recipient=person.pk)
    return list(notices.values_list("kind", "held_why", "due_at"))


def test_who_is_away_gets_no_mail_until_the_morning_on_which_they_are_back(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    person = factories.participant(board, consented=False)

    response = facilitator.post(address("desk_absence", person), {"until": "2021-04-01"})
    sweep(now=NOW)

    assert response.headers["Location"] == address("desk_person", person)
    person.refresh_from_db()
    assert person.away_until == THURSDAY
    assert mailbox.messages == []
    morning = datetime(2021, 4, 1, 8, tzinfo=board.zone)
    assert held(person) == [("invitation", Wait.AWAY, morning)]
    by = factories.facilitator(board).user
    assert trail() == [("person_away", by.pk, person.pk)]
    assert details("person_away") == {"until": "2021-04-01"}

    sweep(now=morning)
    assert [message["To"] for message in mailbox.messages] == [person.email]


def test_what_waited_leaves_once_they_are_back_or_back_earlier(
    board: Board, mailbox: Mailbox
) -> None:
    people = [factories.participant(board, consented=False) for _ in range(2)]
    by = factories.facilitator(board).user
    for person in people:
        note_absence(participant=person, until=THURSDAY, by=by, now=NOW)
    sweep(now=NOW)
    assert mailbox.messages == []

    assert end_absence(participant=people[0], by=by, now=NOW + HOUR)
    note_absence(participant=people[1], until=date(2021, 3, 31), by=by, now=NOW + HOUR)
    sweep(now=NOW + HOUR)

    assert [message["To"] for message in mailbox.messages] == [people[0].email]
    [(_kind, why, due_at)] = held(people[1])
    assert (why, due_at) == (Wait.AWAY, datetime(2021, 3, 31, 8, tzinfo=board.zone))


def test_a_second_time_changes_nothing_and_leaves_no_trace(board: Board) -> None:
    person, by = factories.participant(board), factories.facilitator(board).user
    once = [
        note_absence(participant=person, until=THURSDAY, by=by, now=NOW),
        note_absence(participant=person, until=THURSDAY, by=by, now=NOW),
        end_absence(participant=person, by=by, now=NOW),
        end_absence(participant=person, by=by, now=NOW),
        note_inability(participant=person, reason="Left.", by=by, now=NOW),
        note_inability(participant=person, reason="Left.", by=by, now=NOW),
        end_inability(participant=person, by=by, now=NOW),
        end_inability(participant=person, by=by, now=NOW),
    ]

    assert once == [True, False] * 4
    assert [action for action, _by, _person in trail()] == [
        "person_away",
        "person_back",
        "person_unable",
        "person_able",
    ]


def test_nobody_is_away_until_a_day_that_has_come_on_their_own_calendar(board: Board) -> None:
    """At noon in London on the Tuesday it is Wednesday already on Kiritimati."""
    by = factories.facilitator(board).user
    far = factories.participant(board, timezone="Pacific/Kiritimati")
    near = factories.participant(board)
    wednesday = date(2021, 3, 31)

    assert note_absence(participant=near, until=wednesday, by=by, now=NOW)
    with pytest.raises(Refused) as refused:
        note_absence(participant=far, until=wednesday, by=by, now=NOW)

    assert refused.value.field == "until"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2021-03-30", "That day has come already where they are."),
        ("next week", "Give a date, as in 2021-03-29."),
        ("", "This field is required."),
    ],
)
def test_a_day_that_is_none_is_refused_and_stays_as_it_was_typed(
    board: Board, facilitator: Client, typed: str, message: str
) -> None:
    person = factories.participant(board)

    response = facilitator.post(address("desk_absence", person), {"until": typed})

    page = response.content.decode()
    assert response.status_code == 422
    assert message in page
    assert not typed or f'value="{typed}"' in page
    assert trail() == []


def test_who_cannot_take_part_gets_no_mail_and_the_reason_is_kept_outside_the_trail(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    person = factories.participant(board, consented=False)

    facilitator.post(address("desk_inability", person), {"reason": "On parental leave"})
    sweep(now=NOW)

    person.refresh_from_db()
    assert person.cannot_take_part_at is not None
    assert person.cannot_take_part_why == "On parental leave"
    assert mailbox.messages == []
    assert details("person_unable") == {}
    page = facilitator.get(address("desk_person", person)).content.decode()
    assert "cannot take part" in page
    assert "On parental leave" in page


def test_who_can_take_part_after_all_is_written_to_again(
    board: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    person = factories.participant(
        board, consented=False, cannot_take_part_at=NOW, cannot_take_part_why="Ill"
    )
    sweep(now=NOW)
    assert mailbox.messages == []

    facilitator.post(address("desk_ability", person))
    sweep(now=NOW)

    person.refresh_from_db()
    assert (person.cannot_take_part_at, person.cannot_take_part_why) == (None, "")
    assert [message["To"] for message in mailbox.messages] == [person.email]


def test_a_reason_is_corrected_and_the_date_stays(board: Board) -> None:
    person, by = factories.participant(board), factories.facilitator(board).user
    note_inability(participant=person, reason="Left.", by=by, now=NOW)

    assert note_inability(participant=person, reason="Moved.", by=by, now=NOW + DAY)

    person.refresh_from_db()
    assert (person.cannot_take_part_at, person.cannot_take_part_why) == (NOW, "Moved.")


def test_the_page_offers_what_can_be_done_now(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    client = at_desk(Role.MODERATOR)
    person = factories.participant(board, away_until=THURSDAY, cannot_take_part_at=NOW)
    was_away = factories.participant(board, away_until=date(2021, 3, 30))

    page, other = (
        client.get(address("desk_person", one)).content.decode() for one in (person, was_away)
    )

    for words in ("They are back", "They can take part after all"):
        assert (words in page, words in other) == (True, False)
    for words in ("Note that they are away", "Note that they cannot take part"):
        assert (words in page, words in other) == (False, True)
    assert "away until 1 April" in page
    assert "away until" not in other
