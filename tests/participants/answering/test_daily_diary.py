"""A diary by day: an entry comes each day, from the day on which its stage opens for the person."""

from datetime import UTC, date, datetime

import pytest

from participants.actions.posting import NotOpen
from participants.days import Days, Openings, days_for
from participants.models import Participant, StageFinish
from participants.notices.left import stages_left_to_each
from sessions.enums import Every, Kind, Opening
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import DAY, HOUR, NOW, OPENS_AT
from tests.participants.answering.saying import say
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db

FRIDAY, TUESDAY = date(2021, 3, 26), date(2021, 3, 30)
SEEN = (NOW + 30 * DAY).isoformat()


@pytest.fixture
def board() -> Board:
    return factories.board(ends_at=NOW + 20 * DAY)


@pytest.fixture
def stage(board: Board) -> Stage:
    """Open since the Friday morning; NOW is the fifth day."""
    return factories.stage(board)


@pytest.fixture
def diary(stage: Stage) -> Question:
    return factories.question(stage, entries=10, every=Every.DAY, prompt="How was today?")


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


def given(person: Participant, diary: Question, *entries: int) -> None:
    for entry in entries:
        factories.answer(person, diary, f"Day {entry}.", entry=entry)


def page_of(person: Participant, question: Question, *, query: str = "") -> str:
    return text_of(browser_of(person).get(address(question) + query))


def board_page(person: Participant, *, now: datetime = NOW) -> str:
    return text_of(browser_of(person, now=now).get(f"/b/{person.board.slug}/"))


def left(person: Participant, question: Question, now: datetime = NOW) -> int:
    return stages_left_to_each([person], now)[person.pk, question.stage_id]


@pytest.mark.parametrize(
    ("today", "come", "following"),
    [(FRIDAY - DAY, 0, 1), (FRIDAY, 1, 2), (TUESDAY, 5, 6), (FRIDAY + 40 * DAY, 10, None)],
)
def test_an_entry_comes_each_day_until_all_have_come(
    today: date, come: int, following: int | None
) -> None:
    days = Days(FRIDAY, 10, today)

    assert (days.come, days.next, days.day_of(3)) == (come, following, FRIDAY + 2 * DAY)


def test_a_day_begins_at_midnight_of_the_boards_clock_also_when_the_clocks_change(
    diary: Question, person: Participant
) -> None:
    """They go forward on the Sunday: its midnight is 0:00 UTC, Monday's is 23:00 UTC."""
    instants = {
        datetime(2021, 3, 27, 23, 59, tzinfo=UTC): 2,
        datetime(2021, 3, 28, 0, 0, tzinfo=UTC): 3,
        datetime(2021, 3, 28, 22, 59, tzinfo=UTC): 3,
        datetime(2021, 3, 28, 23, 0, tzinfo=UTC): 4,
    }

    found = {now: days_for(person, diary, now) for now in instants}

    assert {now: days and days.come for now, days in found.items()} == instants


def test_day_one_is_the_day_on_which_the_stage_was_let_open(
    board: Board, person: Participant
) -> None:
    stage = factories.stage(board)
    stage.released_at = OPENS_AT + 2 * DAY
    stage.save()

    assert Openings([person.pk], [stage]).of(person.pk, stage) == OPENS_AT + 2 * DAY


def test_where_the_stage_opens_by_progress_day_one_is_each_persons_own(board: Board) -> None:
    sector = factories.segment_set(board, "sector", "health", "social care")
    first = factories.stage(board)
    factories.stage(
        board, opening=Opening.AFTER_PREVIOUS, segments=[factories.segment(sector, "health")]
    )
    third = factories.stage(board, opening=Opening.AFTER_PREVIOUS)
    diary = factories.question(third, entries=4, every=Every.DAY)
    soon, late = (factories.participant(board) for _ in range(2))
    for person, days in ((soon, 1), (late, 3)):
        StageFinish.objects.create(
            participant=person, stage=first, finished_at=OPENS_AT + days * DAY
        )

    firsts = [days_for(person, diary, NOW) for person in (soon, late)]

    assert [days and days.first for days in firsts] == [FRIDAY + DAY, FRIDAY + 3 * DAY]


@pytest.fixture
def following(stage: Stage) -> Question:
    """A diary that opens to each person once they have done what the stage requires."""
    behind = factories.stage(stage.board, opening=Opening.AFTER_PREVIOUS)
    return factories.question(behind, entries=6, every=Every.DAY)


def test_saying_more_where_nothing_is_required_moves_no_day(
    stage: Stage, following: Question, person: Participant
) -> None:
    optional = factories.question(stage, required=False)

    say(person, optional)

    days = days_for(person, following, NOW)
    assert days
    assert days.first == FRIDAY


def test_what_was_said_elsewhere_opens_the_diary_on_the_day_on_which_it_was_said(
    stage: Stage, following: Question, person: Participant
) -> None:
    asked, staff = factories.question(stage), factories.facilitator(stage.board)

    say(person, asked, said_at=NOW - 2 * DAY, entered_by=staff)
    say(person, following, entry=2, said_at=NOW - DAY, entered_by=staff)

    days = days_for(person, following, NOW)
    assert days
    assert days.first == TUESDAY - 2 * DAY


def test_an_entry_is_given_on_its_day_or_later_and_not_before(
    diary: Question, person: Participant
) -> None:
    say(person, diary, "Today.", entry=5)
    say(person, diary, "Missed.", entry=2)

    with pytest.raises(NotOpen):
        say(person, diary, "Tomorrow.", entry=6)
    say(person, diary, "Tomorrow.", entry=6, now=NOW + DAY)

    assert sorted(person.replies.values_list("entry", flat=True)) == [2, 5, 6]


def test_what_was_said_elsewhere_is_for_a_day_that_had_come_then(
    diary: Question, person: Participant
) -> None:
    staff = factories.facilitator(diary.stage.board)

    with pytest.raises(NotOpen):
        say(person, diary, entry=5, said_at=NOW - DAY, entered_by=staff)
    say(person, diary, entry=4, said_at=NOW - DAY, entered_by=staff)


def test_the_page_opens_with_today_and_names_the_days_that_were_missed(
    diary: Question, person: Participant
) -> None:
    given(person, diary, 1, 3)

    page = page_of(person, diary)

    assert "<h2>Day 5 of 10, Tuesday 30 March</h2>" in page
    assert 'name="entry" value="5"' in page
    for missed in ("Day 2, Saturday 27 March", "Day 4, Monday 29 March"):
        assert missed in page
    assert "Day 6 comes on Wednesday 31 March." in page
    assert "<h2>Day 2 of 10, Saturday 27 March</h2>" in page_of(person, diary, query="?entry=2")
    assert "<h2>Day 5 of 10" in page_of(person, diary, query="?entry=6")


def test_a_day_made_up_for_is_sent_from_its_own_box(diary: Question, person: Participant) -> None:
    browser = browser_of(person)

    page = text_of(browser.post(address(diary), form_of(diary, entry=2, text="Well.", seen=SEEN)))

    assert "Your answer has reached the board." in page
    assert [reply.entry for reply in person.replies.all()] == [2]


def test_a_day_that_has_not_come_is_refused_with_when_and_what_was_typed_stays(
    diary: Question, person: Participant
) -> None:
    browser = browser_of(person)

    response = browser.post(address(diary), form_of(diary, entry=6, text="Well.", seen=SEEN))

    page = text_of(response)
    assert response.status_code == 422
    assert "Day 6 comes on Wednesday 31 March." in page
    assert "Well.</textarea>" in page
    assert not person.replies.exists()


def test_once_today_is_given_the_pages_say_when_the_next_one_comes(
    diary: Question, person: Participant
) -> None:
    given(person, diary, 1, 2, 3, 4, 5)

    page = page_of(person, diary)
    assert "<textarea" not in page
    assert "Day 6 comes on Wednesday 31 March." in page

    overview = board_page(person)
    assert "Nothing is left to do for now" in overview
    assert "The next entry of your diary comes on Wednesday 31 March." in overview
    assert "5 of 10 days" in overview
    assert "Day 6 comes on Wednesday 31 March" in overview


MORE_TO_SAY = "If you like, there is more to say"


def test_days_of_a_required_diary_that_are_to_come_are_not_called_optional(
    diary: Question, person: Participant
) -> None:
    given(person, diary, 1, 2, 3, 4, 5)

    assert MORE_TO_SAY not in board_page(person)


def test_of_an_optional_diary_there_is_more_to_say_while_a_day_waits(
    stage: Stage, person: Participant
) -> None:
    diary = factories.question(stage, entries=10, every=Every.DAY, required=False)
    given(person, diary, 1, 2, 3, 4)
    assert MORE_TO_SAY in board_page(person)

    given(person, diary, 5)

    assert MORE_TO_SAY not in board_page(person)


@pytest.mark.parametrize("required", [True, False])
def test_only_days_that_will_be_left_to_do_keep_a_stage_from_being_done(
    stage: Stage, person: Participant, required: bool
) -> None:
    diary = factories.question(stage, entries=10, every=Every.DAY, required=required)
    given(person, diary, 1, 2, 3, 4, 5)

    assert ("Done</span>" in board_page(person)) is not required


def test_what_is_left_to_do_is_what_has_come(diary: Question, person: Participant) -> None:
    given(person, diary, 1, 2)

    assert left(person, diary) == 1
    page = board_page(person)
    assert "3 questions left to answer" in page
    assert "3 days wait for an entry" in page
    assert "2 of 5 answered" in page

    given(person, diary, 3, 4, 5)
    assert "5 of 5 answered" in board_page(person)
    assert left(person, diary) == 0
    assert left(person, diary, NOW + DAY) == 1


def test_no_day_is_promised_after_the_stage_has_closed(board: Board, person: Participant) -> None:
    stage = factories.stage(board, closes_at=NOW + 2 * HOUR)
    diary = factories.question(stage, entries=10, every=Every.DAY)
    given(person, diary, 1, 2, 3, 4, 5)

    assert "comes on" not in page_of(person, diary)
    assert "comes on" not in board_page(person)


def test_whoever_has_more_time_is_told_of_the_days_in_it(board: Board, person: Participant) -> None:
    stage = factories.stage(board, closes_at=NOW + 2 * HOUR)
    diary = factories.question(stage, entries=10, every=Every.DAY)
    factories.extension(person, stage, NOW + 3 * DAY)
    given(person, diary, 1, 2, 3, 4, 5)

    for page in (page_of(person, diary), board_page(person)):
        assert "Day 6 comes on Wednesday 31 March" in page


@pytest.mark.parametrize("kind", [Kind.SCALE, Kind.GRID])
def test_scales_and_grids_have_days_too(stage: Stage, person: Participant, kind: Kind) -> None:
    diary = factories.question(stage, kind=kind, rows=["Pace"], entries=7, every=Every.DAY)

    assert "<h2>Day 5 of 7, Tuesday 30 March</h2>" in page_of(person, diary)


def test_the_first_entry_opens_the_others_whatever_its_day(
    diary: Question, person: Participant
) -> None:
    peer = factories.participant(diary.stage.board)
    given(peer, diary, 1, 2)

    say(person, diary, "Today.", entry=5)

    assert "Day 2." in page_of(person, diary)
