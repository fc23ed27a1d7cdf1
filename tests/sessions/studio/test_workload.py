"""What a guide asks of one person, in minutes: by stage, by day, against the promise."""

from datetime import date, timedelta
from typing import Any

import pytest

from sessions.enums import Every, Kind, Opening, Reveal
from sessions.models import Board, Stage
from sessions.studio.workload import READING_OTHERS, weight_of, workload_of
from tests import factories
from tests.factories import DAY, OPENS_AT

pytestmark = pytest.mark.django_db

# The board's Friday, on which its first stage opens at nine.
FRIDAY = date(2021, 3, 26)
LONG = " ".join(["word"] * 440)


@pytest.fixture
def board() -> Board:
    return factories.board()


def a_stage(board: Board, *, days: float = 1, **fields: Any) -> Stage:
    return factories.stage(board, due_at=OPENS_AT + DAY * days, **fields)


def test_an_open_question_asks_for_an_answer_and_for_reading_some_of_the_others(
    board: Board,
) -> None:
    stage = a_stage(board)
    openly, alone = factories.question(stage), factories.question(stage, reveal=Reveal.NEVER)
    chosen = factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])

    assert READING_OTHERS == 1.5
    assert (weight_of(openly).answering, weight_of(openly).reading) == (2.5, 1.5)
    assert (weight_of(alone).reading, weight_of(chosen).reading) == (0, 0)


def test_a_diary_asks_for_each_of_its_entries(board: Board) -> None:
    assert weight_of(factories.question(a_stage(board), entries=4)).answering == 10


def test_what_is_long_takes_longer(board: Board) -> None:
    stage = a_stage(board)
    texts: dict[Kind, dict[str, Any]] = {
        Kind.TEXT: {"prompt": LONG},
        Kind.FILE: {"prompt": LONG},
        Kind.ANNOTATE: {"prompt": LONG},
        Kind.SINGLE: {"prompt": LONG, "options": ["Yes", "No"]},
        Kind.SCALE: {"prompt": LONG},
        Kind.RANKING: {"prompt": LONG, "options": ["One", "Two"]},
        Kind.SUMMARY: {"sums_up": [stage], "statements": ["Yes.", "So."], "prompt": LONG},
        Kind.TEXT_PAGE: {"prompt": LONG},
    }
    asked = {kind: factories.question(stage, kind=kind, **fields) for kind, fields in texts.items()}

    assert {kind: round(weight_of(one).answering, 2) for kind, one in asked.items()} == {
        Kind.TEXT: 4.5,
        Kind.FILE: 5.0,
        Kind.ANNOTATE: 3.52,
        Kind.SINGLE: 2.51,
        Kind.SCALE: 2.51,
        Kind.RANKING: 3.51,
        Kind.SUMMARY: 3.0,
        Kind.TEXT_PAGE: 2.2,
    }
    assert weight_of(asked[Kind.TEXT]).words == 440


@pytest.mark.parametrize(
    ("kind", "options", "minutes"),
    [(Kind.MULTIPLE, 6, 0.75), (Kind.MULTIPLE, 10, 0.95), (Kind.RANKING, 5, 1.5),
     (Kind.RANKING, 9, 2.5)],
)  # fmt: skip
def test_many_options_take_longer(board: Board, kind: Kind, options: int, minutes: float) -> None:
    question = factories.question(
        a_stage(board), kind=kind, options=[f"O{number}" for number in range(options)]
    )

    assert weight_of(question).answering == pytest.approx(minutes)


def test_a_stage_is_spread_over_its_days_and_over_working_days_where_it_has_any(
    board: Board,
) -> None:
    over_the_weekend = a_stage(board, days=4)
    for _ in range(3):
        factories.question(over_the_weekend)

    load = workload_of(board).of(over_the_weekend)

    assert load.days == [FRIDAY, FRIDAY + 3 * DAY, FRIDAY + 4 * DAY]
    assert (load.minutes, load.a_day) == (12, 4)


def test_a_weekend_alone_is_spread_over_its_days(board: Board) -> None:
    weekend = factories.stage(
        board, opens_at=OPENS_AT + DAY, due_at=OPENS_AT + DAY + timedelta(hours=8)
    )
    factories.question(weekend)

    assert workload_of(board).of(weekend).days == [FRIDAY + DAY]


def test_what_is_due_as_a_day_begins_leaves_that_day_free(board: Board) -> None:
    midnight = OPENS_AT.astimezone(board.zone).replace(hour=0, minute=0) + DAY
    stage = factories.stage(board, due_at=midnight)

    assert workload_of(board).of(stage).days == [FRIDAY]


def test_a_stage_without_a_date_begins_with_the_one_before(board: Board) -> None:
    factories.question(factories.stage(board, opens_at=OPENS_AT + 3 * DAY))
    after = factories.stage(board, opening=Opening.AFTER_PREVIOUS, due_at=OPENS_AT + 4 * DAY)

    assert workload_of(board).of(after).days == [FRIDAY + 3 * DAY, FRIDAY + 4 * DAY]


def test_a_day_holds_all_the_stages_that_lie_on_it(board: Board) -> None:
    first, second = a_stage(board, days=0.25), a_stage(board, days=4)
    factories.question(first)
    factories.question(second, entries=3)

    days = workload_of(board).days

    assert [(day.number, day.day, round(day.minutes, 2)) for day in days] == [
        (1, FRIDAY, 7),
        (4, FRIDAY + 3 * DAY, 3),
        (5, FRIDAY + 4 * DAY, 3),
    ]
    assert [stage for stage, _minutes in days[0].parts] == [first, second]


def test_hidden_questions_ask_for_nothing(board: Board) -> None:
    stage = a_stage(board)
    question = factories.question(stage)
    question.hidden_at, question.hidden_by = factories.NOW, factories.facilitator(board).user
    question.save()

    assert workload_of(board).of(stage).minutes == 0


def test_a_promise_that_is_kept_needs_no_cut(board: Board) -> None:
    stage = a_stage(board, days=0.25)
    for _ in range(3):
        factories.question(stage)
    board.minutes_per_day = 12

    load = workload_of(board)

    assert (load.too_long, load.cuts) == ([], [])


def test_what_to_leave_out_is_first_what_is_optional_and_then_the_lightest_that_will_do(
    board: Board,
) -> None:
    stage = a_stage(board, days=0.25)
    light = factories.question(stage)
    factories.question(stage, entries=3)
    optional = factories.question(stage, required=False)
    board.minutes_per_day = 10

    [cut] = workload_of(board).cuts

    assert [weight.question for weight in cut.leave_out] == [optional, light]
    assert cut.days == 2
    assert [day.day for day in workload_of(board).too_long] == [FRIDAY]


@pytest.mark.parametrize("number", [1, 3, 30])
def test_it_takes_three_queries_however_long_the_guide_is(
    board: Board, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        stage = a_stage(board)
        for _ in range(3):
            factories.question(stage, kind=Kind.RANKING, options=["One", "Two"])

    with django_assert_num_queries(3):
        workload_of(board)


def test_a_daily_diary_asks_for_an_entry_on_each_day_of_the_calendar(board: Board) -> None:
    stage = a_stage(board, days=4)
    factories.question(stage, entries=5, every=Every.DAY, reveal=Reveal.NEVER)
    factories.question(stage, reveal=Reveal.NEVER)
    factories.question(stage, reveal=Reveal.NEVER)

    work = workload_of(board)

    spread = 5 / 3
    assert [(day.day, day.minutes) for day in work.days] == [
        (FRIDAY, spread + 2.5),
        (FRIDAY + DAY, 2.5),
        (FRIDAY + 2 * DAY, 2.5),
        (FRIDAY + 3 * DAY, spread + 2.5),
        (FRIDAY + 4 * DAY, spread + 2.5),
    ]
    assert (work.of(stage).minutes, work.of(stage).a_day) == (17.5, spread + 2.5)


@pytest.mark.parametrize("closes", [True, False])
def test_a_daily_diary_asks_for_nothing_once_its_stage_or_the_board_is_over(closes: bool) -> None:
    over = OPENS_AT + 2 * DAY
    board = factories.board(ends_at=OPENS_AT + 9 * DAY if closes else over)
    stage = a_stage(board, closes_at=over if closes else None)
    factories.question(stage, entries=5, every=Every.DAY, reveal=Reveal.NEVER)

    days = workload_of(board).days

    assert [day.day for day in days] == [FRIDAY, FRIDAY + DAY, FRIDAY + 2 * DAY]


def test_no_number_of_days_keeps_the_promise_where_a_diary_alone_breaks_it(board: Board) -> None:
    stage = a_stage(board, days=4)
    diary = factories.question(stage, entries=5, every=Every.DAY, reveal=Reveal.NEVER)
    factories.question(stage)
    board.minutes_per_day = 2

    [cut] = workload_of(board).cuts

    assert diary in [weight.question for weight in cut.leave_out]
    assert cut.days == 0


def test_more_days_keep_the_promise_where_the_rest_is_too_much(board: Board) -> None:
    stage = a_stage(board, days=0.25)
    factories.question(stage, entries=5, every=Every.DAY, reveal=Reveal.NEVER)
    for _ in range(2):
        factories.question(stage)
    board.minutes_per_day = 7

    [cut] = workload_of(board).cuts

    assert cut.days == 2
