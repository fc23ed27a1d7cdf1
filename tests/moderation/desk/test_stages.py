"""Releasing, opening, closing and moving stages (rules 5, 6 and 13)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from moderation.actions.dates import move_dates
from participants.gate.openness import open_stages
from participants.gate.questions import revealed_questions
from participants.models import Extension, Participant, Reading
from sessions.actions.errors import Refused
from sessions.actions.staging import close_stage_now, hold_stage, open_stage_now, release_stage
from sessions.enums import Opening, Reveal, Role
from sessions.models import Board, Stage
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.moderation.desk.trails import details, trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def ahead(board: Board, *, released: bool = False, **fields: Any) -> Stage:
    fields.setdefault("opens_at", NOW + 3 * HOUR)
    return factories.stage(board, released=released, **fields)


def post(client: Client, name: str, stage: Stage, **data: str) -> int:
    return client.post(reverse(name, args=["cop", stage.pk]), data).status_code


def test_a_released_stage_opens_when_its_time_comes(board: Board, facilitator: Client) -> None:
    stage, person = ahead(board), factories.participant(board)

    assert post(facilitator, "desk_release", stage) == 302

    assert list(open_stages(person, NOW)) == []
    assert list(open_stages(person, NOW + 3 * HOUR)) == [stage]
    by = factories.facilitator(board).user
    assert trail() == [("stage_released", by.pk, stage.pk)]


def test_releasing_twice_changes_nothing_the_second_time(board: Board) -> None:
    stage, by = ahead(board), factories.facilitator(board).user

    results = [release_stage(stage=stage, by=by, now=NOW + hours * HOUR) for hours in (0, 1)]

    stage.refresh_from_db()
    assert results == [True, False]
    assert (stage.released_at, stage.released_by) == (NOW, by)
    assert len(trail()) == 1


def test_a_release_can_be_taken_back_until_the_stage_has_opened(
    board: Board, facilitator: Client
) -> None:
    stage, person = ahead(board, released=True), factories.participant(board)

    assert post(facilitator, "desk_holding", stage) == 302
    assert post(facilitator, "desk_holding", stage) == 302

    assert list(open_stages(person, NOW + 3 * HOUR)) == []
    assert [action for action, _by, _what in trail()] == ["stage_held_back"]


def test_an_opened_stage_cannot_be_held_back(board: Board) -> None:
    stage, by = factories.stage(board), factories.facilitator(board).user

    with pytest.raises(Refused, match="can be closed"):
        hold_stage(stage=stage, by=by, now=NOW)

    stage.refresh_from_db()
    assert stage.is_released
    assert trail() == []


def test_opening_now_releases_and_opens_at_this_second(board: Board, facilitator: Client) -> None:
    stage, person = ahead(board), factories.participant(board)
    clock.move_to(NOW.replace(second=37, microsecond=500_000))

    assert post(facilitator, "desk_opening", stage) == 302

    stage.refresh_from_db()
    assert stage.opens_at == NOW.replace(second=37)
    assert stage.opens is not None
    assert stage.opens.instant(board.starts_on, board.zone) == stage.opens_at
    assert list(open_stages(person, clock.now())) == [stage]
    assert [action for action, _by, _what in trail()] == ["stage_opened_by_hand"]


def test_opening_now_in_the_hour_that_happens_twice_means_the_hour_that_it_is(
    board: Board,
) -> None:
    board.ends_at = board.grace_ends_at = datetime(2021, 12, 1, tzinfo=UTC)
    board.save()
    stage, by = ahead(board), factories.facilitator(board).user
    first, second = (datetime(2021, 10, 31, hour, 30, tzinfo=UTC) for hour in (0, 1))

    for instant in (first, second):
        Stage.objects.filter(pk=stage.pk).update(released_at=None, released_by=None)
        Stage.objects.filter(pk=stage.pk).update(opens_at=instant + DAY)
        assert open_stage_now(stage=stage, by=by, now=instant)
        stage.refresh_from_db()
        assert stage.opens is not None
        assert stage.opens.instant(board.starts_on, board.zone) == instant


def test_a_stage_opened_by_hand_waits_for_the_hand(board: Board) -> None:
    stage = ahead(board, opening=Opening.BY_HAND, opens_at=None, released=True)
    person, by = factories.participant(board), factories.facilitator(board).user
    assert list(open_stages(person, NOW)) == []

    assert open_stage_now(stage=stage, by=by, now=NOW)
    assert not open_stage_now(stage=stage, by=by, now=NOW)

    assert list(open_stages(person, NOW)) == [stage]


@pytest.mark.parametrize(
    "fields",
    [
        {"opening": Opening.AFTER_PREVIOUS, "opens_at": None},
        {"due_at": NOW - HOUR, "opens_at": NOW + HOUR},
    ],
)
def test_what_opens_by_progress_or_is_past_due_is_not_opened_by_hand(
    board: Board, fields: dict[str, Any]
) -> None:
    stage, by = ahead(board, **fields), factories.facilitator(board).user

    with pytest.raises(Refused):
        open_stage_now(stage=stage, by=by, now=NOW)

    assert trail() == []


def test_closing_now_ends_answers_at_this_second_and_brings_the_due_date_forward(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, due_at=NOW + DAY)
    person = factories.participant(board)

    assert post(facilitator, "desk_closing", stage) == 302
    assert post(facilitator, "desk_closing", stage) == 302

    stage.refresh_from_db()
    assert (stage.closes_at, stage.due_at) == (NOW, NOW)
    assert list(open_stages(person, NOW)) == []
    assert [action for action, _by, _what in trail()] == ["stage_closed_by_hand"]


def test_a_stage_that_has_not_opened_cannot_be_closed(board: Board) -> None:
    stage, by = ahead(board), factories.facilitator(board).user

    with pytest.raises(Refused, match="not opened"):
        close_stage_now(stage=stage, by=by, now=NOW)


def test_moved_dates_are_kept_as_wall_time_and_as_instants(
    board: Board, facilitator: Client
) -> None:
    stage = ahead(board, due_at=NOW + DAY)

    status = post(
        facilitator, "desk_dates", stage, opens="2021-03-31T14:00", due="2021-04-01T12:00"
    )

    stage.refresh_from_db()
    assert status == 302
    assert str(stage.opens) == "2021-03-31 14:00"
    assert stage.opens_at == datetime(2021, 3, 31, 13, 0, tzinfo=UTC)
    assert stage.due_at == datetime(2021, 4, 1, 11, 0, tzinfo=UTC)
    assert [action for action, _by, _what in trail()] == ["date_moved", "date_moved"]


def test_a_date_said_as_a_day_of_the_board_stays_one(board: Board, facilitator: Client) -> None:
    stage = ahead(board)
    stage.opens = WallTime.parse("day 5 16:00")
    stage.save()

    post(facilitator, "desk_dates", stage, opens="2021-04-01T09:30")

    stage.refresh_from_db()
    assert str(stage.opens) == "day 7 09:30"
    assert details("date_moved") == {
        "which": "opens",
        "before": "day 5 16:00",
        "after": "day 7 09:30",
    }


def test_a_stage_that_waits_for_a_hand_is_given_a_date(board: Board, facilitator: Client) -> None:
    stage = factories.stage(board, opening=Opening.BY_HAND)
    address = reverse("desk_dates", args=["cop", stage.pk])

    left_empty = facilitator.post(address, {"opens": "", "due": "", "closes": ""})
    stage.refresh_from_db()
    assert (left_empty.status_code, stage.opening) == (302, Opening.BY_HAND)

    facilitator.post(address, {"opens": "2021-03-31T09:00", "due": "", "closes": ""})
    stage.refresh_from_db()

    assert stage.opening == Opening.BY_DATE
    assert stage.opens_at == datetime(2021, 3, 31, 8, tzinfo=UTC)


def test_a_stage_opened_by_progress_is_given_none(board: Board, facilitator: Client) -> None:
    factories.stage(board)
    stage = factories.stage(board, opening=Opening.AFTER_PREVIOUS)

    page = facilitator.get(reverse("desk_dates", args=["cop", stage.pk])).content.decode()

    assert 'name="opens"' not in page
    assert 'name="due"' in page


def test_dates_sent_back_as_they_were_move_nothing(board: Board, facilitator: Client) -> None:
    stage = ahead(board, due_at=NOW + DAY)

    post(facilitator, "desk_dates", stage, opens="2021-03-30T16:00", due="2021-03-31T13:00")

    assert trail() == []


def test_an_emptied_closing_is_the_end_of_the_board(board: Board, facilitator: Client) -> None:
    stage = factories.stage(board, closes_at=NOW + HOUR)

    assert post(facilitator, "desk_dates", stage, due="", closes="") == 302

    stage.refresh_from_db()
    assert (stage.closes, stage.closes_at) == (None, None)
    assert stage.closes_or_ends_at == board.ends_at


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"opens": "2021-03-30T10:00"}, "That time has passed."),
        ({"opens": "2021-03-31T14:00", "due": "2021-03-31T12:00"}, "It must open before it is due"),
        ({"opens": "2021-03-31T14:00", "closes": "2021-03-31T13:00"}, "It must open before it clo"),
        (
            {"opens": "2021-03-31T08:00", "due": "2021-03-31T12:00", "closes": "2021-03-31T10:00"},
            "It must be due before it closes",
        ),
        ({"opens": "2021-03-31T08:00", "due": "2021-04-02T12:00"}, "The board ends before that."),
        ({"opens": "tomorrow"}, "Give a date and a time"),
        ({"opens": ""}, "This field is required."),
    ],
)
def test_dates_that_cannot_be_are_refused_beside_their_field_and_kept_as_typed(
    board: Board, facilitator: Client, typed: dict[str, str], message: str
) -> None:
    stage = ahead(board)
    address = reverse("desk_dates", args=["cop", stage.pk])

    response = facilitator.post(address, typed)

    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    for value in typed.values():
        assert f'value="{value}"' in page or not value
    assert trail() == []


def test_an_opened_stage_does_not_open_later(board: Board, facilitator: Client) -> None:
    stage = factories.stage(board)
    to = {"opens": WallTime.parse("2021-03-31 09:00")}

    with pytest.raises(Refused, match="has opened"):
        move_dates(stage=stage, to=to, by=factories.facilitator(board).user, now=NOW)
    post(facilitator, "desk_dates", stage, opens="2021-03-31T09:00")

    stage.refresh_from_db()
    assert stage.opens_at == factories.OPENS_AT


def test_a_time_that_daylight_saving_skips_is_refused_with_what_would_be_right(
    facilitator: Client, board: Board
) -> None:
    clock.move_to(datetime(2021, 3, 27, 12, 0, tzinfo=UTC))
    stage = ahead(board, opens_at=datetime(2021, 3, 29, 9, 0, tzinfo=UTC))

    response = facilitator.post(
        reverse("desk_dates", args=["cop", stage.pk]), {"opens": "2021-03-28T01:30"}
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "2021-03-28 01:30 does not exist in Europe/London" in page
    assert "Choose an earlier or a later time." in page
    assert 'value="2021-03-28T01:30"' in page


@pytest.mark.parametrize(("fold", "hour"), [("0", 0), ("1", 1)])
def test_a_time_that_happens_twice_is_asked_about_at_saving(
    board: Board, facilitator: Client, fold: str, hour: int
) -> None:
    board.ends_at = board.grace_ends_at = datetime(2021, 12, 1, tzinfo=UTC)
    board.save()
    stage = ahead(board)
    address = reverse("desk_dates", args=["cop", stage.pk])

    asked = facilitator.post(address, {"opens": "2021-10-31T01:30"})
    answered = facilitator.post(address, {"opens": "2021-10-31T01:30", "opens_fold": fold})

    assert asked.status_code == 422
    page = asked.content.decode()
    assert "(01:30 BST)" in page
    assert "(01:30 GMT)" in page
    assert answered.status_code == 302
    stage.refresh_from_db()
    assert stage.opens_at == datetime(2021, 10, 31, hour, 30, tzinfo=UTC)


def test_a_due_date_moved_later_locks_nothing_that_could_be_read(
    board: Board, facilitator: Client
) -> None:
    """Past due opened the question to a contributor; the later date must not close it again."""
    stage = factories.stage(board, due_at=NOW - HOUR)
    answered, unanswered = factories.question(stage), factories.question(stage)
    person = factories.participant(board)
    factories.answer(person, answered)
    assert unanswered in revealed_questions(person, NOW)

    assert post(facilitator, "desk_dates", stage, due="2021-03-31T12:00") == 302

    assert Reading.objects.filter(participant=person, question=unanswered).exists()
    assert unanswered in revealed_questions(person, NOW)
    stage.refresh_from_db()
    assert stage.due_at == datetime(2021, 3, 31, 11, 0, tzinfo=UTC)


def test_a_closing_moved_later_locks_nothing_that_could_be_read(board: Board) -> None:
    stage = factories.stage(board, closes_at=NOW - HOUR)
    question = factories.question(stage, reveal=Reveal.AFTER_CLOSE)
    person = factories.participant(board)
    factories.answer(person, question, said_at=NOW - DAY)
    assert question in revealed_questions(person, NOW)

    to = {"closes": WallTime.parse("2021-04-01 12:00")}
    assert move_dates(stage=stage, to=to, by=factories.facilitator(board).user, now=NOW)

    assert question in revealed_questions(person, NOW)


def test_a_refused_move_leaves_the_dates_and_no_trace(board: Board) -> None:
    stage = factories.stage(board, due_at=NOW + HOUR)
    to = {"due": WallTime.parse("2021-03-31 12:00"), "closes": WallTime.parse("2021-03-31 11:00")}

    with pytest.raises(Refused):
        move_dates(stage=stage, to=to, by=factories.facilitator(board).user, now=NOW)

    stage.refresh_from_db()
    assert stage.due_at == NOW + HOUR
    assert trail() == []


def test_one_person_gets_more_time_from_the_stages_own_page(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    person = factories.participant(board, pseudonym="Green Heron")
    address = reverse("desk_stage_more_time", args=["cop", stage.pk])
    moderator = at_desk(Role.MODERATOR)
    assert "Green Heron" in moderator.get(address).content.decode()
    typed = {"whom": person.pk, "until": "2021-03-30T10:00", "reason": "Ill"}
    refused = moderator.post(address, typed)
    assert (refused.status_code, "no later than what they have" in refused.content.decode()) == (
        422,
        True,
    )

    moderator.post(address, typed | {"until": "2021-04-02T12:00"})

    extension = person.extensions.get()
    assert (extension.stage, extension.until.isoformat(), extension.reason) == (
        stage,
        "2021-04-02T11:00:00+00:00",
        "Ill",
    )


def test_a_segment_or_everybody_gets_more_time_in_one_go(board: Board, facilitator: Client) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    sectors = factories.segment_set(board, "sector", "health", "care")
    health = sectors.segments.get(value="health")
    nurse, other, gone = (factories.participant(board) for _number in range(3))
    factories.member_of(nurse, health)
    Participant.objects.filter(pk=gone.pk).update(deactivated_at=NOW)
    address = reverse("desk_stage_more_time", args=["cop", stage.pk])
    page = facilitator.get(address).content.decode()
    assert "Everybody whom the stage is for (2 people)" in page
    assert "health (1 person)" in page
    assert "care (" not in page

    def give(whom: str, until: str) -> str:
        typed = {"whom": whom, "until": until, "reason": "Holidays"}
        return facilitator.post(address, typed, follow=True).content.decode()

    assert "1 person has more time." in give(f"segment-{health.pk}", "2021-04-02T12:00")
    told = give("all", "2021-04-01T12:00")

    assert "1 person has more time. 1 had as much already." in told
    held = {one.participant: one.until.day for one in Extension.objects.all()}
    assert held == {nurse: 2, other: 1}
    assert [(action, whose) for action, _by, whose in trail()] == [
        ("more_time_given", nurse.pk),
        ("more_time_given", other.pk),
    ]


@pytest.mark.parametrize(
    ("until", "message"),
    [("2021-03-30T10:00", "no later than what they have"), ("2021-05-30T10:00", "grace period")],
)
def test_more_time_for_all_is_refused_for_the_same_reasons_as_for_one(
    board: Board, facilitator: Client, until: str, message: str
) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    factories.participant(board)
    address = reverse("desk_stage_more_time", args=["cop", stage.pk])

    response = facilitator.post(address, {"whom": "all", "until": until, "reason": ""})

    assert (response.status_code, message in response.content.decode()) == (422, True)
    assert not Extension.objects.exists()
