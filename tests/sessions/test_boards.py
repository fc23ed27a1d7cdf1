"""A script becomes a board, whole or not at all."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError

from bulletin.audit.models import Entry
from sessions.actions import boards
from sessions.actions.boards import create_board
from sessions.enums import Every, ItemKind, Kind, Opening, ReminderAnchor, Role
from sessions.models import Board, Question, Stage
from sessions.script.reading import read_script
from sessions.script.shape import BoardScript
from sessions.timetable.instants import TimetableError
from tests import factories
from tests.factories import NOW
from tests.sessions.scripts import EVERY_FILE, EXAMPLE, every_kind, script, script_text

pytestmark = pytest.mark.django_db


def example() -> BoardScript:
    return read_script(EXAMPLE.read_text())


def made(script: BoardScript, *, starts_on: date | None = None) -> Board:
    return create_board(
        script=script, owner=factories.user(), starts_on=starts_on, files=EVERY_FILE, now=NOW
    )


def test_the_example_becomes_a_board_with_everything_it_says() -> None:
    board = made(example())
    board.refresh_from_db()
    assert board.slug == "communities-of-practice-what-have-we-learned"
    assert board.starts_on == date(2021, 3, 26)
    assert board.ends_at == datetime(2021, 4, 1, 17, tzinfo=UTC)
    assert board.grace_ends_at == board.ends_at + timedelta(days=3)
    assert board.withdrawal_until == datetime(2021, 4, 15, 22, 59, tzinfo=UTC)
    assert board.launched_at is None
    assert board.welcome_html == (
        "<p>Over five working days we ask a few questions at a time. Answer when it suits you.</p>"
    )
    assert [str(contact) for contact in board.contacts.all()] == [
        "The facilitator (questions)",
        "Technical help (support)",
        "Research governance (complaints)",
        "Data protection officer (data protection)",
    ]
    assert [person.organisation for person in board.run_by.all()] == [
        "Example Institute",
        "Example Health Partnership",
    ]
    assert [
        (segment_set.key, segment_set.segments.count()) for segment_set in board.segment_sets.all()
    ] == [("sector", 4), ("community", 6)]


def test_the_consent_is_published_with_its_statements_in_order() -> None:
    (version,) = made(example()).consent_versions.published()
    assert version.number == 1
    assert [(s.key, s.required) for s in version.statements.all()] == [
        ("take-part", True),
        ("quoted", False),
        ("contact", False),
    ]


def test_the_second_stage_opens_at_two_in_london_after_the_clocks_went_forward() -> None:
    first, second, third = made(example()).stages.all()
    assert first.opens_at == datetime(2021, 3, 26, 9, tzinfo=UTC)
    assert second.opens_at == datetime(2021, 3, 29, 13, tzinfo=UTC)
    assert (third.due_at, third.closes_at) == (datetime(2021, 4, 1, 11, tzinfo=UTC), None)


def test_a_stage_is_released_by_the_owner_only_where_the_script_says_so() -> None:
    board = made(example())
    owner = board.staff.get().user
    assert [(stage.released_at, stage.released_by) for stage in board.stages.all()] == [
        (NOW, owner),
        (None, None),
        (NOW, owner),
    ]


def test_questions_are_published_and_know_their_rules() -> None:
    board = made(every_kind())
    questions = {Kind(q.kind): q for q in Question.objects.filter(stage__board=board)}
    assert set(questions) == set(Kind)
    for question in questions.values():
        assert question.current_version is not None
        assert question.current_version.published_at == NOW
        assert question.current_version.prompt_html == f"<p>{question.current_version.prompt}</p>"
    assert (questions[Kind.TEXT].entries, questions[Kind.TEXT].every) == (5, Every.DAY)
    assert not questions[Kind.SCALE].every
    assert questions[Kind.RANKING].within_set == board.segment_sets.get(key="sector")
    assert [s.value for s in questions[Kind.MULTIPLE].segments.all()] == ["health"]
    assert [s.key for s in questions[Kind.SUMMARY].sums_up.all()] == ["first"]
    assert questions[Kind.TEXT_PAGE].required is False
    assert list(
        questions[Kind.SCALE].wording.items.values_list("kind", "key", "text").order_by("kind")
    ) == [(ItemKind.HIGH_END, "high", "Very"), (ItemKind.LOW_END, "low", "Not")]


def test_a_stage_opened_by_progress_has_no_date() -> None:
    second = made(every_kind()).stages.get(key="second")
    assert (second.opening, second.opens, second.opens_at) == (Opening.AFTER_PREVIOUS, None, None)
    assert second.in_order is True
    assert {segment.value for segment in second.segments.all()} == {"costs", "quality"}


def test_reminders_are_kept_in_their_order() -> None:
    rules = made(example()).reminder_rules.all()
    assert [(rule.anchor, rule.working_days, rule.at, rule.audience) for rule in rules] == [
        (ReminderAnchor.BEFORE_DUE, 1, time(16), "unfinished"),
        (ReminderAnchor.BEFORE_DUE, 0, time(9, 30), "unfinished"),
        (ReminderAnchor.AFTER_OPEN, 1, time(11), "never_came"),
    ]


def test_the_owner_is_the_facilitator_under_the_name_in_the_front_matter() -> None:
    member = made(example()).staff.get()
    assert (member.role, member.display_name, member.organisation) == (
        Role.FACILITATOR,
        "The facilitator",
        "Example Institute",
    )


def test_an_owner_without_a_name_goes_by_the_beginning_of_their_address() -> None:
    board = create_board(script=script(), owner=factories.user("ada@example.org"), now=NOW)
    assert board.staff.get().display_name == "ada"


def test_another_start_moves_days_of_the_board_and_leaves_dates() -> None:
    text = script_text().replace(
        'due: {day: 4, at: "12:00"}', "due: 2021-03-30 12:00\n    closes: {day: 6, at: 12:00}"
    )
    board = made(read_script(text), starts_on=date(2021, 3, 29))
    stage = board.stages.get()
    assert stage.opens_at == datetime(2021, 3, 29, 8, tzinfo=UTC)
    assert stage.due_at == datetime(2021, 3, 30, 11, tzinfo=UTC)
    assert stage.closes_at == datetime(2021, 4, 3, 11, tzinfo=UTC)
    assert board.ends_at == datetime(2021, 4, 4, 17, tzinfo=UTC)


def test_a_start_that_moves_a_time_into_the_skipped_hour_makes_no_board() -> None:
    text = script_text().replace('{day: 1, at: "09:00"}', '{day: 1, at: "01:30"}')
    with pytest.raises(TimetableError) as raised:
        made(read_script(text), starts_on=date(2021, 3, 28))
    assert [item.path for item in raised.value.misdated] == [("stages", "first", "opens")]
    assert not Board.objects.exists()


def test_boards_of_one_title_get_addresses_apart_that_count_nothing() -> None:
    first, second, third = (made(script()).slug for _ in range(3))
    assert first == "a-small-board"
    assert len({first, second, third}) == 3
    for slug in (second, third):
        stem, _hyphen, letters = slug.rpartition("-")
        assert stem == "a-small-board"
        assert len(letters) == 6


def test_a_title_without_latin_letters_gets_an_address_all_the_same() -> None:
    assert made(read_script(script_text().replace("A small board", "振り返り"))).slug == "board"


def test_a_failure_halfway_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise IntegrityError("the last step")

    owner = factories.user()
    monkeypatch.setattr(boards, "_create_reminders", fail)
    with pytest.raises(IntegrityError, match="the last step"):
        create_board(script=example(), owner=owner, now=NOW)
    assert not Board.objects.exists()
    assert not Stage.objects.exists()


def test_making_a_board_and_releasing_its_stages_leave_a_trace() -> None:
    board = made(example())
    owner = board.staff.get().user
    assert list(Entry.objects.order_by("id").values_list("action", "actor", "board")) == [
        ("board_created", owner.pk, board.pk),
        ("stage_released", owner.pk, board.pk),
        ("stage_released", owner.pk, board.pk),
    ]
