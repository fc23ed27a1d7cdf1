"""The timetable's pages: what they show, what they ask, and what is kept."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from sessions.enums import Opening, Role
from sessions.models import Board, DateChange, Stage
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.moderation.desk.trails import details, trail
from tests.participants.notices.conftest import invited

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
PAGE = reverse("desk_timetable", args=["cop"])
SHIFT = reverse("desk_shifting", args=["cop"])


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def somebody(board: Board) -> Participant:
    return invited(factories.participant(board), NOW - 2 * DAY)


def shown(page: str, name: str) -> str:
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


@pytest.fixture
def stage(board: Board) -> Stage:
    made = factories.stage(board, title="Hopes", due_at=NOW + DAY)
    factories.question(made)
    return made


@pytest.mark.parametrize("role", list(Role))
def test_everyone_on_the_staff_sees_every_date(
    role: Role, stage: Stage, board: Board, at_desk: Callable[[Role], Client]
) -> None:
    factories.stage(board, title="By hand", opening=Opening.BY_HAND, released=False)
    factories.stage(board, title="After", opening=Opening.AFTER_PREVIOUS)

    page = text_of(at_desk(role), PAGE)

    for words in ("Hopes", "By hand", "After", "Wed 31 March, 13:00", "Thu 1 April, 17:00"):
        assert words in page
    assert "<svg" in page
    assert ("Move all that is still to come" in page) == (role == Role.FACILITATOR)


def test_times_stand_in_the_readers_own_zone_beside_where_it_differs(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    assert "Asia/Kathmandu" not in text_of(facilitator, PAGE)
    User.objects.filter(pk=factories.facilitator(board).user_id).update(timezone="Asia/Kathmandu")

    page = text_of(facilitator, PAGE)

    assert "Wed 31 March, 13:00" in page
    assert "Wed 31 March, 17:45 Asia/Kathmandu" in page


def test_holidays_are_chosen_and_then_named(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    chosen = {"country": "GB", "part": "eng"}
    assert facilitator.post(reverse("desk_holidays", args=["cop"]), chosen).status_code == 302

    board.refresh_from_db()
    assert board.holidays == "GB-ENG"
    assert "Friday 2 April (Good Friday)" in text_of(facilitator, PAGE)
    assert details("holidays_chosen") == {"before": None, "after": "GB-ENG"}


def test_a_part_that_is_none_is_refused_with_those_there_are(
    board: Board, facilitator: Client
) -> None:
    wrong = {"country": "GB", "part": "XX"}

    response = facilitator.post(reverse("desk_holidays", args=["cop"]), wrong)

    assert response.status_code == 422
    assert "Known are: ENG, NIR, SCT, WLS." in response.content.decode()


def test_what_is_worth_a_look_stands_on_the_page_and_after_saving(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, title="Hopes")
    board.ends_at = board.grace_ends_at = NOW + 9 * DAY
    board.save()
    address = reverse("desk_dates", args=["cop", stage.pk])
    words = "“Hopes” is due on Saturday 3 April, a day off (weekend)."

    saved = facilitator.post(address, {"due": "2021-04-03T12:00", "closes": ""}, follow=True)

    assert words in saved.content.decode()
    assert words in text_of(facilitator, PAGE)


def test_a_shift_is_shown_before_anything_is_saved(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    page = text_of(facilitator, f"{SHIFT}?days=1")

    assert "2 dates would move" in page
    assert "Wed 31 March, 13:00" in page
    assert "Thu 1 April, 13:00" in page
    assert "Nobody is told by e-mail." in page
    stage.refresh_from_db()
    assert stage.due_at == NOW + DAY
    assert trail() == []


def test_one_press_moves_all_and_only_what_was_shown(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    plan = shown(text_of(facilitator, f"{SHIFT}?days=1"), "plan")

    assert facilitator.post(SHIFT, {"days": "2", "plan": plan}).status_code == 422
    assert facilitator.post(SHIFT, {"days": "1", "plan": plan}).status_code == 302

    stage.refresh_from_db()
    board.refresh_from_db()
    assert (stage.due_at, board.ends_at) == (NOW + 2 * DAY, factories.ENDS_AT + DAY)
    actions = [action for action, _by, _what in trail()]
    assert actions == ["dates_shifted", "date_moved", "end_moved"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"days": "", "start": ""}, "Give a number of days, or a day below."),
        ({"days": "1", "start": "2021-04-01"}, "not both"),
        ({"days": "x", "start": ""}, "Enter a whole number."),
        ({"days": "", "start": "0021-04-01"}, "Look at the year"),
        ({"days": "-3", "start": ""}, "That time has passed."),
        ({"days": "0", "start": ""}, "Nothing would move"),
    ],
)
def test_a_shift_that_cannot_be_is_explained_and_moves_nothing(
    stage: Stage, facilitator: Client, typed: dict[str, str], message: str
) -> None:
    assert message in facilitator.get(SHIFT, typed).content.decode()
    response = facilitator.post(SHIFT, typed)

    assert response.status_code == 422
    assert message in response.content.decode()
    assert trail() == []


def test_who_would_be_told_and_what_they_would_read_comes_before_the_press(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    somebody(board)
    somebody(board)

    page = text_of(facilitator, f"{SHIFT}?days=1")

    assert "2 people would be told by e-mail" in page
    assert "2 people read: “A date has changed: Communities of practice”" in page
    assert "“Hopes” is now due on Thu 1 April, 13:00 Europe/London." in page
    assert "The board now ends on Fri 2 April, 17:00 Europe/London." in page
    assert not DateChange.objects.exists()
    assert not Notice.objects.filter(kind="date_changed").exists()


@pytest.mark.parametrize("tell", [True, False])
def test_they_are_told_unless_that_is_not_wanted(
    stage: Stage, board: Board, facilitator: Client, mailbox: object, tell: bool
) -> None:
    somebody(board)
    page = text_of(facilitator, f"{SHIFT}?days=1")
    sent = {"days": "1", "plan": shown(page, "plan"), "shown": shown(page, "shown")}

    response = facilitator.post(SHIFT, sent | ({"tell": "on"} if tell else {}))

    assert response.status_code == 302
    sweep(now=clock.now())
    sent_ones = Notice.objects.filter(kind="date_changed", sent_at__isnull=False)
    assert sent_ones.count() == tell


def test_a_moved_date_is_asked_about_first_where_somebody_would_be_told(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    somebody(board)
    address = reverse("desk_dates", args=["cop", stage.pk])
    typed = {"due": "2021-04-01T12:00", "closes": ""}

    asked = facilitator.post(address, typed)
    page = asked.content.decode()

    assert asked.status_code == 200
    assert "“Hopes” is now due on Thu 1 April, 12:00" in page
    assert 'value="2021-04-01T12:00"' in page
    stage.refresh_from_db()
    assert (stage.due_at, trail()) == (NOW + DAY, [])
    other = facilitator.post(address, {**typed, "due": "2021-04-01T11:00"} | {"shown": "x"})
    assert "“Hopes” is now due on Thu 1 April, 11:00" in other.content.decode()

    done = facilitator.post(address, {**typed, "shown": shown(page, "shown"), "tell": "on"})

    assert done.status_code == 302
    stage.refresh_from_db()
    assert stage.due_at == NOW + 2 * DAY - HOUR
    assert DateChange.objects.count() == 1


def test_the_end_is_asked_about_first_and_told_to_nobody_where_that_is_wanted(
    board: Board, facilitator: Client
) -> None:
    somebody(board)
    address, typed = reverse("desk_end", args=["cop"]), {"ends": "2021-04-02T18:00"}
    page = facilitator.post(address, typed).content.decode()
    assert "The board now ends on Fri 2 April, 18:00" in page

    facilitator.post(address, {**typed, "shown": shown(page, "shown")})

    board.refresh_from_db()
    assert board.ends_at == factories.ENDS_AT + DAY + HOUR
    assert not DateChange.objects.exists()


def test_while_paused_the_mail_is_shown_as_it_will_read_afterwards(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    somebody(board)
    pause = factories.pause(board, started_at=NOW - HOUR)

    page = text_of(facilitator, f"{SHIFT}?days=1")

    assert "“Hopes” is now due on" in page
    assert "the mails leave once it is resumed" in page
    pause.refresh_from_db()
    assert pause.ended_at is None


def test_dates_of_a_stages_rules_are_asked_about_too(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    somebody(board)
    address = reverse("desk_guide_stage_rules", args=["cop", stage.pk])
    typed = {"due": "2021-04-01T12:00", "closes": ""}

    page = facilitator.post(address, typed).content.decode()
    assert "“Hopes” is now due on Thu 1 April, 12:00" in page
    assert trail() == []
    done = facilitator.post(address, {**typed, "shown": shown(page, "shown"), "tell": "on"})

    assert done.status_code == 302
    assert DateChange.objects.count() == 1


def test_a_draft_shows_its_days_of_destruction_and_of_reading_too(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    Board.objects.filter(pk=board.pk).update(
        launched_at=None,
        launched_by=None,
        destroy_key_on=date(2021, 5, 1),
        reading=WallTime.parse("2021-05-01 12:00"),
        reading_until=factories.ENDS_AT + 30 * DAY,
    )

    page = " ".join(text_of(facilitator, f"{SHIFT}?days=1").split())

    assert "people may read until" in page
    assert "The names behind the pseudonyms: destroyed" in page
    assert "2 May 2021" in page


def test_announcements_that_wait_for_their_moment_are_named_since_they_stay(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    waits = factories.announcement(board, "Stage two opens", appears_at=NOW + DAY)
    factories.announcement(board, "It is out")
    factories.announcement(board, "A draft", appears_at=None)

    page = text_of(facilitator, f"{SHIFT}?days=1")

    assert "The announcement “Stage two opens” still appears on" in page
    assert reverse("desk_announcement", args=["cop", waits.pk]) in page
    assert "It is out" not in page
    assert "A draft" not in page


def test_a_draft_that_was_written_long_ago_can_still_be_moved(
    stage: Stage, board: Board, facilitator: Client
) -> None:
    Board.objects.filter(pk=board.pk).update(launched_at=None, launched_by=None)
    clock.move_to(NOW + 200 * DAY)

    page = text_of(facilitator, f"{SHIFT}?days=300")
    moved = facilitator.post(SHIFT, {"days": "300", "plan": shown(page, "plan")})
    ended = facilitator.post(reverse("desk_end", args=["cop"]), {"ends": "2022-02-01T17:00"})

    assert (moved.status_code, ended.status_code) == (302, 302)
    assert [action for action, _by, _what in trail()][-1] == "end_moved"
    stage.refresh_from_db()
    assert stage.due_at == NOW + 301 * DAY + HOUR
    board.refresh_from_db()
    assert str(board.ends) == "2022-02-01 17:00"
