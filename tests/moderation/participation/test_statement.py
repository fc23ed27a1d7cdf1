"""The participation statement in sentences, as a table and as a figure."""

from datetime import timedelta

import pytest

from moderation.participation import Figures, StageFigures
from moderation.participation.particulars import Particulars, Reason, Responses
from moderation.participation.sentences import duration, paragraphs_of
from moderation.participation.statement import Statement, statement_of
from moderation.transcripts.figures import figure_lines
from participants.enums import Channel
from sessions.models import Board
from tests import factories
from tests.bulletin.drawing.reading import texts

NOW = factories.NOW
NOBODY = Figures(
    **dict.fromkeys(set(Figures.__annotations__) - {"entered_for", "stages"}, 0),
    entered_for={},
    stages=[],
)
HOPES = StageFigures("a", "Hopes", 5, 3, has_opened=True)
AHEAD = StageFigures("b", "Looking forward", 0, 0, has_opened=False)
NOTHING = Particulars(0, 0, {}, [], [], {}, None, None, Responses(0, 0, 0, None))


def figures(**known: object) -> Figures:
    return Figures(**{**NOBODY.__dict__, **known})


def particulars(**known: object) -> Particulars:
    return Particulars(**{**NOTHING.__dict__, **known})


def test_of_nobody_little_is_said() -> None:
    assert paragraphs_of(NOBODY, NOTHING) == [
        "0 people were invited to the board; 0 invitations were delivered. 0 consented, nobody"
        " declined, and nobody withdrew."
    ]


def test_one_of_each_is_said_as_one() -> None:
    told = figures(
        invited=1, delivered=1, wrote=1, entered_uninvited=1, consented=1, declined=1,
        answers=1, words=1, stages=[StageFigures("a", "Hopes", 1, 1, has_opened=True)],
    )  # fmt: skip
    more = particulars(
        uninvited={Channel.TELEPHONE: 1}, stopped=[Reason("illness", 1)], answers_a_person=1
    )

    people, stage, said = paragraphs_of(told, more)

    assert people == (
        "1 person was invited to the board; 1 invitation was delivered. Of these, 0 never signed"
        " in, 0 signed in and wrote nothing, and 1 wrote on the board. A further 1 person, who had"
        " not been invited, gave their answers by telephone. 1 other person said that they could"
        " not go on (illness: 1). 1 consented, 1 declined, and nobody withdrew."
    )
    assert stage == "“Hopes” was answered by 1 person; 1 finished it."
    assert said.endswith("The median number of answers a person was 1.")


def test_of_a_stage_that_has_not_opened_no_numbers_are_told() -> None:
    told = figures(stages=[HOPES, AHEAD])
    statement = Statement(Board(), NOW, told, NOTHING)

    assert paragraphs_of(told, NOTHING)[1] == (
        "“Hopes” was answered by 5 people; 3 finished it. “Looking forward” has not opened."
    )
    assert texts(statement.picture)[-2:] == ["Finished “Hopes”", "3"]
    assert list(figure_lines(told))[-2:] == [
        "5 answered something and 3 finished “Hopes”",
        "“Looking forward” has not opened",
    ]


def test_several_channels_and_reasons_are_told_with_their_numbers() -> None:
    told = figures(invited=9, never_came=3, entered_uninvited=3)
    more = particulars(
        unable=[Reason("leave", 2), Reason("", 1)],
        uninvited={Channel.EMAIL: 2, Channel.PAPER: 1},
    )

    (people,) = paragraphs_of(told, more)

    assert "3 never signed in (leave: 2; no reason given: 1)" in people
    assert "answered in other ways (by e-mail: 2; on paper: 1)." in people


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=89), "89 minutes"),
        (timedelta(minutes=91), "2 hours"),
        (timedelta(hours=35), "35 hours"),
        (timedelta(hours=40), "2 days"),
    ],
)
def test_a_time_is_told_in_a_unit_that_suits_it(time: timedelta, words: str) -> None:
    assert duration(time) == words


@pytest.fixture
def board(db: None) -> Board:
    return factories.board(title="What have we learned?")


def test_while_the_board_runs_the_statement_says_of_when_it_is(board: Board) -> None:
    running, ended = (statement_of(board, at) for at in (NOW, board.ends_at))

    assert running.paragraphs[0] == "As of 30 March 2021, 13:00 (Europe/London)."
    assert running.text.startswith(running.paragraphs[0] + "\n\n0 people were invited")
    assert ended.paragraphs[0].startswith("0 people were invited")


def test_the_table_says_the_figures_of_a_transcript_and_what_else_is_known() -> None:
    told = figures(words=12345, answers=4, comments=2)
    more = particulars(
        unable=[Reason("leave", 2)],
        people_a_question=(3, 8),
        responses=Responses(4, 2, 1, timedelta(hours=3)),
    )

    lines = Statement(Board(), NOW, told, more).lines

    assert [(label, str(number)) for label, number in told.lines()][:-1] == lines[
        : len(told.lines()) - 1
    ]
    assert ("Words by participants", "12,345") in lines
    assert dict(lines[len(told.lines()) :]) == {
        "Never signed in, with the reason": "leave: 2",
        "Comments and probes to an answer": "0.5",
        "Answers a person, median": "0",
        "People a question, fewest and most": "3, 8",
        "Posts by participants on the board": "4",
        "Staff wrote in the thread after it": "2",
        "Staff wrote in the thread within a day": "1",
        "Time until staff wrote, median": "3 hours",
    }


def test_the_figure_leads_from_the_invitation_to_the_last_stage() -> None:
    told = figures(
        invited=9, delivered=8, never_came=3, came_silent=2, wrote=4, entered_uninvited=1,
        declined=1, stages=[HOPES],
    )  # fmt: skip
    more = particulars(took_part=5, invited_consented=5, uninvited={Channel.PAPER: 1})

    assert texts(Statement(Board(), NOW, told, more).picture) == [
        "Invited", "9",
        "Invitation delivered", "8",
        "3 never signed in", "Came", "6",
        "1 declined", "Consented", "5",
        "2 signed in and wrote nothing", "Wrote on the board", "4",
        "1 more, not invited, answered on paper", "Took part, whatever the way", "5",
        "5 answered something in this stage", "Finished “Hopes”", "3",
    ]  # fmt: skip


def test_the_figure_as_a_file_names_its_board_and_its_moment(board: Board) -> None:
    drawn = texts(statement_of(board, NOW).file)

    assert drawn[0] == "What have we learned?"
    assert drawn[-1] == "As of 30 March 2021, 13:00 (Europe/London)."


@pytest.mark.parametrize("size", [1, 3])
def test_a_statement_costs_fourteen_queries_however_big_the_board(
    board: Board, size: int, django_assert_num_queries
) -> None:
    for _ in range(size):
        question = factories.question(factories.stage(board))
        factories.answer(factories.participant(board), question)

    with django_assert_num_queries(14):
        statement_of(board, NOW)
