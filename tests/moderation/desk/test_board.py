"""Launching, pausing and resuming a board, and what its page shows."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from bulletin.outbox.models import Mail
from moderation.actions.dates import move_end
from participants import rules
from participants.gate.questions import revealed_questions
from participants.models import Participant, Reply
from sessions.actions.errors import Refused
from sessions.actions.launching import NotReady, launch_board
from sessions.actions.pausing import pause_board, resume_board
from sessions.enums import ContactPurpose, Role
from sessions.models import Board, Contact, Pause, Question, QuestionVersion, RunBy
from sessions.preflight import missing_from
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.trails import trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


def ready_board(slug: str = "ready") -> Board:
    """Everything a launch asks for, and nothing more."""
    board = factories.board(slug=slug, launched=False, purpose="To learn.")
    RunBy.objects.create(board=board, position=0, name="The facilitator", role=Role.FACILITATOR)
    Contact.objects.create(
        board=board, position=0, purpose=ContactPurpose.QUESTIONS, name="The facilitator"
    )
    factories.question(factories.stage(board))
    return board


def where(board: Board) -> list[str]:
    return [item.where for item in missing_from(board, now=NOW)]


def test_a_board_that_lacks_nothing_is_launched_with_who_and_when(db: None) -> None:
    board = ready_board()
    by = factories.facilitator(board).user
    assert where(board) == []

    results = [launch_board(board=board, by=by, now=NOW + hours * HOUR) for hours in (0, 1)]

    board.refresh_from_db()
    assert results == [True, False]
    assert (board.launched_at, board.launched_by) == (NOW, by)
    assert trail() == [("board_launched", by.pk, board.pk)]


def test_everything_that_is_missing_is_said_at_once(db: None) -> None:
    board = factories.board(launched=False, consent=False, ends_at=NOW - HOUR)
    stage = factories.stage(board, opens_at=NOW)
    factories.stage(board)
    factories.question(stage, published=False)

    with pytest.raises(NotReady) as refused:
        launch_board(board=board, by=None, now=NOW)

    assert [item.where for item in refused.value.missing] == [
        "board.front_matter.purpose",
        "board.front_matter.run_by",
        "board.front_matter.contacts",
        "board.consent",
        "board.ends",
        "stages.0.opens",
        "stages.0.questions.0",
        "stages.1.questions",
    ]
    board.refresh_from_db()
    assert board.launched_at is None
    assert trail() == []


def test_a_board_without_stages_or_facilitator_is_not_ready(db: None) -> None:
    board = ready_board()
    Question.objects.update(current_version=None)
    QuestionVersion.objects.all().delete()
    Question.objects.all().delete()
    board.stages.all().delete()
    board.staff.update(removed_at=NOW)

    assert where(board) == ["stages", "staff"]


def test_the_launch_page_says_what_is_missing_and_then_launches(db: None) -> None:
    board = ready_board()
    factories.participant(board, consented=False)
    client = signed_in(factories.facilitator(board).user)
    address = reverse("desk_launch", args=[board.slug])
    Board.objects.filter(pk=board.pk).update(purpose=" ")

    assert "Say what this board is for." in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    Board.objects.filter(pk=board.pk).update(purpose="To learn.")
    page = client.get(address).content.decode()
    assert "1 person on the roster has an address and is invited by e-mail." in page
    assert client.post(address).status_code == 302

    board.refresh_from_db()
    assert board.launched_at is not None
    assert "This board was launched" in client.post(address).content.decode()


def test_the_command_launches_once(db: None) -> None:
    board = ready_board()
    factories.participant(board, consented=False)
    out = StringIO()

    call_command("launch", board.slug, stdout=out)
    call_command("launch", board.slug, stdout=out)

    assert out.getvalue().splitlines() == [
        "ready: launched; invited by e-mail: 1",
        "ready: was launched before",
    ]
    assert trail() == [("board_launched", None, board.pk)]


def test_the_command_says_one_missing_thing_a_line_and_fails(db: None) -> None:
    board = factories.board(slug="unready", launched=False, purpose="To learn.")
    errors = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("launch", board.slug, stderr=errors)

    assert ended.value.code == 1
    assert errors.getvalue().splitlines() == [
        "unready: board.front_matter.run_by: Name who runs the board: a name and a role.",
        "unready: board.front_matter.contacts: Name somebody whom participants can ask.",
        "unready: stages: Add a stage with at least one question.",
    ]


def test_while_paused_participants_write_nothing_and_dates_stay(
    board: Board, facilitator: Client
) -> None:
    stage = factories.stage(board, due_at=NOW + DAY)
    question, person = factories.question(stage), factories.participant(board)
    assert rules.may_answer(person, question, NOW)

    facilitator.post(reverse("desk_pause", args=["cop"]), {"message": "Back on Monday."})

    stage.refresh_from_db()
    assert not rules.may_answer(person, question, clock.now())
    assert stage.due_at == NOW + DAY
    assert Pause.objects.get().message == "Back on Monday."
    assert (
        "Back on Monday." in facilitator.get(reverse("desk_board", args=["cop"])).content.decode()
    )

    facilitator.post(reverse("desk_resumption", args=["cop"]))

    assert rules.may_answer(person, question, clock.now())
    assert [action for action, _by, _what in trail()] == ["board_paused", "board_resumed"]


def test_pausing_and_resuming_twice_change_nothing_the_second_time(board: Board) -> None:
    by = factories.facilitator(board).user

    pauses = [pause_board(board=board, message="", by=by, now=NOW) for _time in range(2)]
    resumptions = [resume_board(board=board, by=by, now=NOW + HOUR) for _time in range(2)]

    assert (pauses, resumptions) == ([True, False], [True, False])
    assert len(trail()) == 2


@pytest.mark.parametrize("launched", [True, False])
def test_a_board_that_does_not_run_is_not_paused(db: None, launched: bool) -> None:
    ends_at = NOW - 3 * DAY if launched else NOW + DAY
    board = factories.board(launched=launched, ends_at=ends_at)

    with pytest.raises(Refused):
        pause_board(board=board, message="", by=factories.facilitator(board).user, now=NOW)


def test_the_board_page_asks_the_same_queries_for_one_stage_as_for_three(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("desk_board", args=["cop"])
    for wanted in (1, 3):
        while board.stages.count() < wanted:
            stage = factories.stage(board)
            person = factories.participant(board)
            factories.answer(person, factories.question(stage))
        with django_assert_num_queries(QUERIES_OF_A_BOARD):
            assert facilitator.get(address).status_code == 200


# A savepoint and its end; session, user, member with board; stages and their segments; who takes
# part, whom mail reaches and who belongs where; the pause; alarms and mails; what waits;
# six figures; the stages of reminders with their rules, segments and extensions; stages, questions
# and items of the workload.
QUERIES_OF_A_BOARD = 29


def test_my_boards_asks_the_same_queries_for_one_as_for_three(
    board: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = factories.facilitator(board).user
    client = signed_in(user)
    for wanted in (1, 3):
        while Board.objects.count() < wanted:
            factories.board(owner=user)
        with django_assert_num_queries(6):
            page = client.get(reverse("desk")).content.decode()
        assert page.count("You are facilitator.") == wanted


def test_my_boards_lists_mine_alone_the_liveliest_first(db: None) -> None:
    user = factories.user()
    titles = {"Over": NOW - 9 * DAY, "Running": NOW + DAY}
    for title, ends_at in titles.items():
        factories.board(title=title, ends_at=ends_at, owner=user)
    factories.board(title="Draft", launched=False, owner=user)
    factories.board(title="Somebody else's")

    page = signed_in(user).get(reverse("desk")).content.decode()

    assert "Somebody else" not in page
    places = [page.index(f">{title}<") for title in ("Running", "Draft", "Over")]
    assert places == sorted(places)


def test_who_is_on_no_board_reads_what_to_do(db: None) -> None:
    page = signed_in(factories.user()).get(reverse("desk")).content.decode()

    assert "You are on the staff of no board." in page


def test_what_needs_looking_at_is_said_with_where_to_mend_it(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    factories.stage(board, title="Soon", opens_at=NOW + 2 * HOUR, released=False)
    factories.stage(board, title="Overdue", opens_at=NOW - HOUR, released=False)
    factories.stage(board, title="Far off", opens_at=NOW + DAY + HOUR, released=False)
    person = factories.participant(board)
    factories.hold(factories.answer(person, factories.question(factories.stage(board))))
    Mail.objects.create(
        recipient=person.pk, message_id="<1@example.org>", created_at=NOW, due_at=NOW, failed_at=NOW
    )

    page = at_desk(Role.MODERATOR).get(reverse("desk_board", args=["cop"])).content.decode()

    assert "“Soon” is not released. Its time comes in 2 hours" in page
    assert "“Overdue” should have opened, and is not released" in page
    assert "“Far off” is not released." not in page
    assert "Mail to 1 person could not be delivered." in page
    assert "post held until you have seen it" in page
    observed = at_desk(Role.OBSERVER).get(reverse("desk_board", args=["cop"])).content.decode()
    assert "notice--" not in observed


def test_a_quiet_board_says_nothing_needs_looking_at(board: Board, facilitator: Client) -> None:
    factories.stage(board)

    assert "notice--" not in facilitator.get(reverse("desk_board", args=["cop"])).content.decode()


def test_times_are_those_of_the_board_or_of_the_zone_the_user_asked_for(
    board: Board, facilitator: Client
) -> None:
    factories.stage(board)
    address = reverse("desk_board", args=["cop"])
    user = factories.facilitator(board).user

    assert "Fri 26 March, 09:00" in facilitator.get(address).content.decode()
    user.timezone = "America/New_York"
    user.save()

    page = facilitator.get(address).content.decode()
    assert "Fri 26 March, 05:00" in page
    assert "Times are those of America/New York." in page


def test_the_page_says_before_a_release_who_will_be_mailed(
    board: Board, facilitator: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health", "care")
    health = factories.segment(sector, "health")
    factories.stage(board, opens_at=NOW + HOUR, released=False, segments=[health])
    factories.participant(board, segments=[health])
    factories.participant(board, segments=[health], email="")
    factories.participant(board, segments=[factories.segment(sector, "care")])

    page = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()

    assert (
        "It then opens at Tue 30 March, 14:00 Europe/London."
        " 1 person with an address is told by e-mail." in page
    )


def test_a_board_without_stages_says_so(board: Board, facilitator: Client) -> None:
    page = facilitator.get(reverse("desk_board", args=["cop"])).content.decode()

    assert "This board has no stages yet" in page
    assert Reply.objects.count() == 0


def test_the_end_is_moved_with_the_grace_period_and_locks_nothing(
    board: Board, facilitator: Client
) -> None:
    """Past the end a stage without a due date is past due, which opened it to contributors."""
    Board.objects.filter(pk=board.pk).update(ends_at=NOW - HOUR, grace_ends_at=NOW + DAY)
    stage = factories.stage(board)
    answered, unanswered = factories.question(stage), factories.question(stage)
    person = factories.participant(board)
    factories.answer(person, answered)
    assert unanswered in revealed_questions(person, NOW)
    assert not rules.may_answer(person, unanswered, NOW)

    for _time in range(2):
        facilitator.post(reverse("desk_end", args=["cop"]), {"ends": "2021-04-02T18:00"})

    board.refresh_from_db()
    person = Participant.objects.get()
    assert str(board.ends) == "2021-04-02 18:00"
    assert board.ends_at == datetime(2021, 4, 2, 17, 0, tzinfo=UTC)
    assert board.grace_ends_at == board.ends_at + board.grace
    assert rules.may_answer(person, unanswered, clock.now())
    assert unanswered in revealed_questions(person, clock.now())
    assert [action for action, _by, _what in trail()] == ["end_moved"]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2021-03-30T10:00", "That time has passed."),
        ("2021-03-31T10:00", "“Second” has a date behind that: move it first."),
        ("", "This field is required."),
    ],
)
def test_an_end_that_cannot_be_is_refused_beside_its_field(
    board: Board, facilitator: Client, typed: str, message: str
) -> None:
    factories.stage(board, title="First")
    factories.stage(board, title="Second", due_at=NOW + DAY)

    response = facilitator.post(reverse("desk_end", args=["cop"]), {"ends": typed})

    assert response.status_code == 422
    assert message in response.content.decode()
    assert trail() == []


def test_a_board_that_is_over_for_good_keeps_its_end(db: None) -> None:
    board = factories.board(ends_at=NOW - 3 * DAY)

    with pytest.raises(Refused):
        move_end(
            board=board,
            to=WallTime.parse("2021-04-05 12:00"),
            by=factories.facilitator(board).user,
            now=NOW,
        )
