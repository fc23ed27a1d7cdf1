"""Closed questions in figures, and the participation statement, as pages and as files."""

from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse

from participants.models import Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, SegmentSet
from tests import factories
from tests.moderation.desk.conftest import one_of_each, signed_in

AtDesk = Callable[[Role], Client]


@pytest.fixture
def board(db: None) -> Board:
    factories.swept()
    return factories.board(slug="cop", observers=ObserverSight.PSEUDONYM)


@pytest.fixture
def asked(board: Board) -> Question:
    return factories.question(
        factories.stage(board),
        kind=Kind.SINGLE,
        prompt="Would you use it again?",
        options=["Yes", "No"],
        settings={"other": True},
    )


@pytest.fixture
def sector(board: Board) -> SegmentSet:
    return factories.segment_set(board, "sector", "health", "local", "voluntary")


def choose(asked: Question, *keys: str, other: str = "", **fields: Any) -> list[Reply]:
    """One further participant for each key, and one for the words of "other"."""
    replies = []
    for key in [*keys, *([""] if other else [])]:
        person = factories.participant(asked.stage.board, **fields)
        replies.append(factories.answer(person, asked, ""))
        factories.value(replies[-1], key, text="" if key else other)
    return replies


def charts(client: Client, by: str = "") -> str:
    return read(client, reverse("desk_charts", args=["cop"]) + (f"?by={by}" if by else ""))


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def line(label: str, *cells: str) -> str:
    """A line of the table beside a picture."""
    return f'<tr><th scope="row">{label}</th>' + "".join(
        f'<td class="number">{cell}</td>' for cell in cells
    )


def test_each_count_says_of_whom_it_is(asked: Question, facilitator: Client) -> None:
    choose(asked, "yes", "yes", "no", other="On Mondays")
    prose = factories.question(asked.stage)
    factories.answer(factories.participant(asked.stage.board), prose)
    factories.participant(asked.stage.board)

    page = charts(facilitator)

    assert "Answered by 4 of the 5 who wrote anything; 6 were invited." in page
    assert line("Yes", "2 of 4") in page
    assert line("Other", "1 of 4") in page
    assert "<li>On Mondays</li>" in page
    assert "Heron" not in page


def test_the_questions_page_shows_the_same_figures(asked: Question, facilitator: Client) -> None:
    choose(asked, "yes", "no")

    page = read(facilitator, reverse("desk_question", args=["cop", asked.pk]))

    assert line("Yes", "1 of 2") in page
    assert 'class="picture"' in page


def test_a_question_of_prose_has_no_figures(asked: Question, facilitator: Client) -> None:
    prose = factories.question(asked.stage, prompt="What did you hope?")
    factories.answer(factories.participant(asked.stage.board), prose)

    assert "What did you hope?" not in charts(facilitator)
    page = read(facilitator, reverse("desk_question", args=["cop", prose.pk]))
    assert 'class="picture"' not in page


def test_before_anybody_has_answered_the_page_says_so(asked: Question, facilitator: Client) -> None:
    page = charts(facilitator)

    assert "Nobody has answered this yet." in page
    assert 'class="picture"' not in page
    assert facilitator.get(chart(asked)).status_code == 404


def test_a_board_without_closed_questions_says_so(board: Board, facilitator: Client) -> None:
    assert "No question of this board is answered by choosing." in charts(facilitator)


def test_by_a_set_the_segments_stand_side_by_side(
    asked: Question, sector: SegmentSet, facilitator: Client
) -> None:
    health, local, _voluntary = sector.segments.all()
    choose(asked, "yes", "yes", "no", segments=[health])
    choose(asked, "no", segments=[local])
    choose(asked, "no")

    page = charts(facilitator, "sector")

    assert "voluntary: nobody yet." in page
    assert line("Yes", "2 of 5", "2 of 3", "0 of 1", "nobody yet", "0 of 1") in page
    assert '<a class="deed" href="?by=sector" aria-current="true">sector</a>' in page


def test_a_grid_has_a_table_for_each_row_with_the_segments_side_by_side(
    board: Board, sector: SegmentSet, facilitator: Client
) -> None:
    grid = factories.question(factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"])
    health, local, _voluntary = sector.segments.all()
    for point, segment in ((1, health), (5, health), (4, local)):
        answer = factories.answer(factories.participant(board, segments=[segment]), grid, "")
        factories.value(answer, "pace", number=point)
        factories.value(answer, "people", number=2)

    alone, page = charts(facilitator), charts(facilitator, "sector")

    assert line("Pace", "1", "0", "0", "1", "1", "4", "3") in alone
    assert line("People", "0", "3", "0", "0", "0", "2", "3") in alone
    assert "<caption>Pace</caption>" in page
    assert line("Everyone", "1", "0", "0", "1", "1", "4", "3") in page
    assert line("health", "1", "0", "0", "0", "1", "3", "2") in page
    assert line("local", "0", "1", "0", "0", "0", "2", "1") in page
    assert "The triangle marks the median." in page
    assert "Pace" in read(facilitator, chart(grid))


def test_a_set_that_is_not_there_compares_nothing(
    asked: Question, sector: SegmentSet, facilitator: Client
) -> None:
    choose(asked, "yes")

    assert line("Yes", "1 of 1") in charts(facilitator, "elsewhere")


def test_an_observer_reads_no_numbers_of_fewer_than_three(
    asked: Question, sector: SegmentSet, at_desk: AtDesk
) -> None:
    health, local, voluntary = sector.segments.all()
    choose(asked, "yes", "yes", "no", segments=[health])
    choose(asked, "no", "no", segments=[local])
    choose(asked, "yes", "no", "no", "no", segments=[voluntary])

    observed, moderated = (
        charts(at_desk(one), "sector") for one in (Role.OBSERVER, Role.MODERATOR)
    )

    assert line("Yes", "3 of 9", "2 of 3", "0 of 2", "1 of 4") in moderated
    # Health is kept back as well: else what is left of the whole would be local's.
    assert line("Yes", "3 of 9", "kept back", "fewer than three", "1 of 4") in observed
    assert "health: kept back." in observed


def test_an_observer_reads_no_row_of_a_grid_that_fewer_than_three_of_a_segment_answered(
    board: Board, sector: SegmentSet, at_desk: AtDesk
) -> None:
    grid = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"], entries=4
    )
    health, local, voluntary = sector.segments.all()
    for segment, points in ((health, (2, 2, 7)), (local, (1, 1, 1)), (voluntary, (4, 4, 4, 4))):
        people = [factories.participant(board, segments=[segment]) for _point in points]
        for person, point in zip(people, points, strict=True):
            answer = factories.answer(person, grid, "")
            factories.value(answer, "pace", number=point)
            factories.value(answer, "people", number=5)
        if segment == health:
            # A further entry of the first is no third person.
            again = factories.answer(people[0], grid, "", entry=2)
            factories.value(again, "pace", number=3)

    observed, moderated = (
        charts(at_desk(one), "sector") for one in (Role.OBSERVER, Role.MODERATOR)
    )

    nothing = ["\N{EN DASH}"] * 6
    assert line("health", "0", "2", "1", "0", "0", "2", "3") in moderated
    assert line("health", "fewer than three", *nothing) in observed
    # Local is kept back as well: else what is left of the whole would be health's.
    assert line("local", "kept back", *nothing) in observed
    assert line("voluntary", "0", "0", "0", "4", "0", "4", "4") in observed
    assert line("health", "0", "0", "0", "0", "3", "5", "3") in observed
    assert "taken from the whole" in observed
    assert "fewer than three" in read(at_desk(Role.OBSERVER), chart(grid) + "?by=sector")


def test_an_observer_reads_no_votes_of_fewer_than_three_of_a_segment(
    board: Board, sector: SegmentSet, at_desk: AtDesk
) -> None:
    summary = factories.question(
        factories.stage(board), kind=Kind.SUMMARY, statements=["Hopes", "Doubts"]
    )
    health, local, _voluntary = sector.segments.all()
    for segment, votes in ((health, ("", "", "agree")), (local, ("agree", "agree", "partly"))):
        for vote in votes:
            answer = factories.answer(factories.participant(board, segments=[segment]), summary, "")
            factories.value(answer, "hopes", text="partly")
            if vote:
                factories.value(answer, "doubts", text=vote)

    observed, moderated = (
        charts(at_desk(one), "sector") for one in (Role.OBSERVER, Role.MODERATOR)
    )

    nothing = ["\N{EN DASH}"] * 4
    assert line("health", "1", "0", "0", "0", "1") in moderated
    assert line("health", "1", "0", "0", "0", "1") not in observed
    assert line("health", "fewer than three", *nothing) in observed
    assert line("local", "kept back", *nothing) in observed
    assert line("health", "0", "3", "0", "0", "3") in observed


def test_an_observer_is_told_of_what_they_may_read_alone(asked: Question, at_desk: AtDesk) -> None:
    choose(asked, "yes", "yes")
    factories.hold(choose(asked, "no")[0])
    never = factories.question(
        asked.stage, kind=Kind.SCALE, reveal=Reveal.NEVER, prompt="How was it?"
    )
    factories.value(factories.answer(factories.participant(never.stage.board), never, ""), number=7)

    page = charts(at_desk(Role.OBSERVER))

    assert "Answered by 2 of the 2 of whom you may read anything; 4 were invited." in page
    assert page.count('class="picture"') == 1
    assert "What is said here is between participants and those who run the board." in page
    assert at_desk(Role.OBSERVER).get(chart(never)).status_code == 404
    assert at_desk(Role.MODERATOR).get(chart(never)).status_code == 200


def chart(question: Question) -> str:
    return reverse("desk_chart", args=["cop", question.pk])


def test_a_picture_is_saved_as_a_file_that_says_what_it_is(
    asked: Question, sector: SegmentSet, facilitator: Client
) -> None:
    choose(asked, "yes", segments=[sector.segments.all()[0]])

    response = facilitator.get(chart(asked) + "?by=sector")

    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="cop-stage-1-question-1.svg"'
    )
    assert "sandbox" in response.headers["Content-Security-Policy"]
    written = [one.text for one in ElementTree.fromstring(response.content).iter() if one.text]
    assert "Would you use it again?" in written
    assert "Answered by 1 of the 1 who wrote anything; 1 were invited." in written
    assert "health" in written


def test_prose_has_no_picture_to_save(asked: Question, facilitator: Client) -> None:
    prose = factories.question(asked.stage)
    factories.answer(factories.participant(asked.stage.board), prose)

    assert facilitator.get(chart(prose)).status_code == 404


def test_the_statement_is_there_to_read_and_to_copy(asked: Question, facilitator: Client) -> None:
    choose(asked, "yes", "no")

    page = read(facilitator, reverse("desk_participation_statement", args=["cop"]))

    sentence = "2 people were invited to the board; 0 invitations were delivered."
    assert page.count(sentence) == 2
    assert "As of 30 March 2021, 13:00 (Europe/London)." in page
    assert '<th scope="row">Wrote on the board</th><td class="number">2</td>' in page
    assert 'id="flow-title"' in page


def test_the_statements_figure_is_saved_as_a_file(board: Board, facilitator: Client) -> None:
    response = facilitator.get(reverse("desk_participation_figure", args=["cop"]))

    assert response.headers["Content-Disposition"] == 'attachment; filename="cop-participation.svg"'
    assert ElementTree.fromstring(response.content).tag.endswith("svg")


def test_the_transcripts_lead_to_the_statement_and_everything_said_to_the_figures(
    board: Board, facilitator: Client
) -> None:
    for name, there in (
        ("desk_transcripts", "desk_participation_statement"),
        ("desk_everything", "desk_charts"),
    ):
        assert f'href="{reverse(there, args=["cop"])}"' in read(
            facilitator, reverse(name, args=["cop"])
        )


# An observer's page asks nothing of what has stopped.
QUERIES = {
    (Role.FACILITATOR, "desk_participation_statement"): 21,
    (Role.FACILITATOR, "desk_charts"): 17,
    (Role.OBSERVER, "desk_charts"): 16,
}


@pytest.mark.parametrize("size", [1, 3, 12])
def test_a_page_of_figures_asks_no_more_for_more_people_questions_and_segments(
    board: Board, size: int, django_assert_num_queries
) -> None:
    staff = one_of_each(board)
    sector = factories.segment_set(board, "sector", *(f"Segment {n}" for n in range(size)))
    segments = list(sector.segments.all())
    stage = factories.stage(board)
    for _ in range(size):
        question = factories.question(stage, kind=Kind.SCALE)
        for reply in [
            factories.answer(factories.participant(board, segments=[one]), question, "")
            for one in segments
        ]:
            factories.value(reply, number=3)

    for (role, name), queries in QUERIES.items():
        client = signed_in(staff[role].user)
        address = reverse(name, args=["cop"]) + "?by=sector"
        client.get(address)
        with django_assert_num_queries(queries):
            read(client, address)
