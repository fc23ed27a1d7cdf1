"""The workload at the desk: a line a stage, a page of its own, and a remark before the launch."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from sessions.enums import Reveal, Role
from sessions.models import Board, Stage
from sessions.preflight import CHECKS, Place, Weight, checked
from tests import factories
from tests.bulletin.drawing.reading import texts
from tests.factories import DAY, HOUR, OPENS_AT
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.test_board import ready_board


@pytest.fixture
def stage(board: Board) -> Stage:
    """Its Friday and Monday ask for sixteen minutes, fifteen of which are promised."""
    stage = factories.stage(board, title="Hopes", due_at=OPENS_AT + 3 * DAY)
    factories.question(stage, key="diary", entries=8, reveal=Reveal.NEVER)
    for _ in range(3):
        factories.question(stage)
    return stage


def words(client: Client, name: str) -> str:
    return " ".join(client.get(reverse(name, args=["cop"])).content.decode().split())


def told(board: Board) -> list[str]:
    """What is remarked before a launch on the minutes that the guide asks for."""
    found = [one for each in checked(board, CHECKS, now=factories.NOW) for one in each.missing]
    minutes = [one for one in found if one.at == Place.WORKLOAD]
    assert {one.weight for one in minutes} <= {Weight.REMARK}
    return [one.sentence for one in minutes]


def test_a_facilitator_sees_a_line_at_each_stage_and_others_none(
    board: Board, stage: Stage, at_desk: Callable[[Role], Client]
) -> None:
    line = "For one person about 32 minutes over 2 days: about 16 minutes a day."

    assert line in words(at_desk(Role.FACILITATOR), "desk_board")
    for role in (Role.MODERATOR, Role.OBSERVER, Role.RECRUITER):
        assert line not in words(at_desk(role), "desk_board")


def test_the_page_says_what_is_too_much_and_what_would_keep_the_promise(
    stage: Stage, facilitator: Client
) -> None:
    response = facilitator.get(reverse("desk_workload", args=["cop"]))

    sheet = response.context["sheet"]
    assert texts(sheet.picture) == [
        "16 min, 1 too many", "Fri 26 March", "16 min, 1 too many", "Mon 29 March",
    ]  # fmt: skip
    assert sheet.cuts == [
        "“Hopes” asks for about 16 minutes a day, and 15 are promised. Leave out"
        " “stage-1-question-4” (about 4 minutes), or give it 3 days instead of 2."
    ]
    assert "diary (20.0 min)" in response.content.decode()


def test_a_page_without_a_question_says_so(board: Board, facilitator: Client) -> None:
    assert "The guide asks nothing yet." in words(facilitator, "desk_workload")


def test_how_long_people_take_stands_beside_what_was_predicted(
    stage: Stage, facilitator: Client
) -> None:
    questions = list(stage.questions.order_by("position"))
    for _ in range(5):
        person = factories.participant(stage.board)
        for number, question in enumerate(questions):
            factories.answer(person, question, said_at=OPENS_AT + HOUR + number * HOUR / 12)

    [line] = facilitator.get(reverse("desk_workload", args=["cop"])).context["sheet"].stages

    assert (line.predicted, line.pace) == ("2.5 min", "5 min, over 5 people")


def test_a_promise_that_is_broken_is_a_remark_and_no_obstacle(board: Board, stage: Stage) -> None:
    assert told(board) == [
        f"Day {day} asks for about 16 minutes of one person, and 15 are promised." for day in (1, 4)
    ]


def test_the_page_before_the_launch_shows_the_remark_and_the_button(db: None) -> None:
    factories.swept()
    board = ready_board("cop")
    factories.question(board.stages.get(), entries=90)
    client = signed_in(factories.facilitator(board).user)

    page = words(client, "desk_launch")

    assert told(board)[0] in page
    client.post(reverse("desk_launch", args=["cop"]))
    board.refresh_from_db()
    assert board.launched_at
