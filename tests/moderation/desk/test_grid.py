"""The grid: what stands in it, in which order, of whom, of which stage, and as a sheet."""

import csv
import re
from collections.abc import Callable
from datetime import date, datetime
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin.outbox.models import Mail, Notice
from moderation.desk.asked import ALL_STAGES, Asked
from moderation.desk.choosing import OF_ANSWERS, OF_PEOPLE, RESERVE, standings_for
from moderation.desk.columns import SHOWN_AT_ONCE, columns_of
from moderation.desk.grid import Grid, grid_for
from moderation.desk.people import Roster, questions_for
from moderation.web import Desk
from participants.models import Participant, Skip
from participants.notices.left import stages_left_to_each
from sessions.enums import Identity, Kind, Opening, Role
from sessions.models import Board, Question, Stage
from tests import factories
from tests.moderation.desk.trails import details, trail
from tests.sessions.studio.writing import reword

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


@pytest.fixture
def desk(board: Board) -> Desk:
    return Desk(member=factories.facilitator(board), board=board, now=NOW)


def grid(desk: Desk, **asked: Any) -> Grid:
    return grid_for(desk, Asked(**asked))


def names(desk: Desk, **asked: Any) -> list[str]:
    return [line.row.name for line in grid(desk, **asked).lines]


def cells(desk: Desk, **asked: Any) -> list[list[str]]:
    """What stands in each line beside the person, as a screen reader hears it."""
    lines = [re.sub("<[^>]+>", "|", line.cells) for line in grid(desk, **asked).lines]
    return [[words.strip() for words in line.split("|") if words.strip()] for line in lines]


def guide(board: Board, *sizes: int) -> list[list[Question]]:
    """Stages of so many questions each, which opened one after the other."""
    opened = [NOW - (len(sizes) - number) * HOUR for number in range(len(sizes))]
    stages = [factories.stage(board, opens_at=at) for at in opened]
    return [
        [factories.question(stage) for _ in range(size)]
        for stage, size in zip(stages, sizes, strict=True)
    ]


def test_an_optional_question_passed_over_is_skipped(desk: Desk) -> None:
    question = factories.question(factories.stage(desk.board), required=False)
    person, answered = (factories.participant(desk.board) for _ in range(2))
    for one in (person, answered):
        Skip.objects.create(participant=one, question=question, skipped_at=NOW)
    factories.answer(answered, question)

    assert cells(desk) == [["skipped"], ["answered"]]


def test_a_stage_that_waits_for_progress_is_open_to_those_who_got_there(desk: Desk) -> None:
    first = factories.question(factories.stage(desk.board))
    second = factories.stage(desk.board, opening=Opening.AFTER_PREVIOUS, opens_at=None)
    factories.question(second)
    ahead = factories.participant(desk.board)
    factories.participant(desk.board)
    factories.answer(ahead, first)

    assert cells(desk) == [["answered", "not yet"], ["not yet", "not open yet"]]


def test_where_there_are_many_questions_one_stage_is_shown_first_and_the_others_counted(
    desk: Desk,
) -> None:
    [first, second, _third] = guide(desk.board, 2, 3, SHOWN_AT_ONCE - 4)
    factories.stage(desk.board, released=False)
    person = factories.participant(desk.board)
    for question in (*first, second[0]):
        factories.answer(person, question)

    [line] = cells(desk)
    [chosen] = cells(desk, stage=str(second[0].stage_id))
    [everything] = cells(desk, stage=ALL_STAGES)

    assert line == [*["not yet"] * (SHOWN_AT_ONCE - 4), "2 of 2", "1 of 3"]
    assert chosen == ["answered", "not yet", "not yet", "2 of 2", f"0 of {SHOWN_AT_ONCE - 4}"]
    assert len(everything) == SHOWN_AT_ONCE + 1


def test_up_to_forty_questions_are_shown_at_once(desk: Desk) -> None:
    guide(desk.board, 1, SHOWN_AT_ONCE - 1)

    columns = columns_of(questions_for(desk), Asked(), NOW)

    assert [column.is_shown for column in columns] == [True, True]


@pytest.mark.parametrize(
    ("opens", "closes", "shown"),
    [
        ((-3, -2, 1), (None, None, None), 1),
        ((-3, -2, -1), (None, None, -0.5), 1),
        ((-3, -2, -1), (-2.5, -1.5, -0.5), 2),
        ((1, 2, 3), (None, None, None), 0),
    ],
)
def test_the_stage_shown_is_the_one_that_is_open(
    desk: Desk, opens: tuple[float, ...], closes: tuple[float | None, ...], shown: int
) -> None:
    for opened, closed in zip(opens, closes, strict=True):
        closes_at = NOW + closed * HOUR if closed else None
        stage = factories.stage(desk.board, opens_at=NOW + opened * HOUR, closes_at=closes_at)
        for _ in range(SHOWN_AT_ONCE // 2):
            factories.question(stage)

    columns = columns_of(questions_for(desk), Asked(), NOW)

    assert [column.is_shown for column in columns] == [place == shown for place in range(3)]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("name", ["Amber", "Birch", "Calm"]),
        ("came", ["Birch", "Calm", "Amber"]),
        ("answered", ["Birch", "Amber", "Calm"]),
        ("mail", ["Calm", "Amber", "Birch"]),
        ("no such column", ["Calm", "Amber", "Birch"]),
    ],
)
def test_the_table_is_sorted_as_asked_and_the_other_way_round(
    desk: Desk, by: str, expected: list[str]
) -> None:
    board = desk.board
    question = factories.question(factories.stage(board))
    calm = factories.participant(board, pseudonym="Calm", first_came_at=NOW)
    amber = factories.participant(board, pseudonym="Amber")
    factories.participant(board, pseudonym="Birch", first_came_at=NOW - HOUR)
    for number, person in enumerate((amber, calm)):
        for entry in range(number + 1):
            factories.answer(person, question, entry=entry + 1)
    factories.answer(calm, factories.question(question.stage))
    bounced(calm)

    assert names(desk, by=by) == expected
    if by in {"name", "came"}:
        assert names(desk, by=by, down=True) == expected[::-1]


def bounced(person: Participant) -> None:
    mail = Mail.objects.create(
        recipient=person.pk, message_id="<1@example.org>", created_at=NOW, due_at=NOW,
        bounced_at=NOW,
    )  # fmt: skip
    Notice.objects.create(
        kind="invitation", board=person.board_id, recipient=person.pk, subject=person.board_id,
        planned_at=NOW, due_at=NOW, sent_at=NOW, mail=mail,
    )  # fmt: skip


def test_it_is_sorted_by_a_question_and_by_a_stage(desk: Desk) -> None:
    """What waits comes first in a question's column."""
    [[one, other], [third]] = guide(desk.board, 2, 1)
    amber, birch, calm = (
        factories.participant(desk.board, pseudonym=name) for name in ("Amber", "Birch", "Calm")
    )
    factories.answer(amber, one)
    factories.answer(amber, other)
    factories.answer(birch, one, late=True)
    factories.answer(birch, third)

    assert names(desk, by=str(one.pk)) == ["Calm", "Birch", "Amber"]
    assert names(desk, by=str(one.pk), down=True) == ["Amber", "Birch", "Calm"]
    assert names(desk, by=str(one.stage_id)) == ["Calm", "Birch", "Amber"]
    assert names(desk, by=str(third.stage_id)) == ["Amber", "Calm", "Birch"]
    hidden = {"by": str(one.pk), "stage": str(third.stage_id)}
    assert names(desk, **hidden) == [amber.pseudonym, birch.pseudonym, calm.pseudonym]


def test_a_sorted_column_says_so_and_its_heading_turns_it_round(
    board: Board, facilitator: Client
) -> None:
    factories.participant(board, first_came_at=None)
    address = reverse("desk_people", args=["cop"])

    page = facilitator.get(address, {"by": "came", "standing": "never-came"}).content.decode()

    asked = "standing=never-came&amp;by"
    assert f'aria-sort="ascending"><a href="?{asked}=came&amp;down=1"' in page
    assert f'"?{asked}=name"' in page


def test_each_standing_finds_its_people(desk: Desk) -> None:
    """Everybody is called by the standings by which they are found."""
    board = desk.board
    [[question]] = guide(board, 1)
    came: dict[str, Any] = {"first_came_at": NOW - DAY}
    away: dict[str, Any] = {"away_until": date(2021, 4, 1)}

    def person(standings: str, **fields: Any) -> Participant:
        return factories.participant(
            board, pseudonym=standings, consented="consented" in standings, **fields
        )

    asked = person("never-came no-consent invited")
    factories.notice(
        kind="invitation", board=board.pk, recipient=asked.pk, subject=board.pk, sent_at=NOW
    )
    person("silent behind came consented", **came)
    factories.answer(person("done came consented contributed", **came), question)
    factories.answer(person("away done came consented contributed", **away, **came), question)
    unable = person("unable silent behind came consented", cannot_take_part_at=NOW, **came)
    factories.reject(factories.answer(unable, question))
    person("unreached never-came consented", address_bad_at=NOW)
    person("gone closed silent came consented", deactivated_at=NOW, **came)
    person(
        "gone withdrawn silent came consented",
        withdrawn_at=NOW,
        withdrawn_answers="keep",
        **came,
    )
    factories.decline(person("gone silent declined came no-consent", **came))
    everybody = names(desk)
    person("reserve no-consent", in_reserve=True)

    for standing in standings_for(desk):
        people = ["reserve no-consent"] if standing == RESERVE else everybody
        expected = {name for name in people if standing in name.split()}
        assert set(names(desk, standing=standing)) == expected != set(), standing
    assert names(desk, standing="no such standing") == everybody


def test_behind_are_those_to_whom_a_reminder_would_speak(desk: Desk) -> None:
    """The grid and the gate agree on what is left to whom."""
    board = desk.board
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    first = factories.stage(board)
    one = factories.question(first)
    factories.question(first, required=False)
    factories.question(first, segments=[health])
    factories.question(first, entries=2)
    closed = factories.stage(board, closes_at=NOW - HOUR)
    factories.question(closed)
    progress = factories.stage(board, opening=Opening.AFTER_PREVIOUS, opens_at=None)
    factories.question(progress)
    factories.question(factories.stage(board, opens_at=NOW + HOUR))
    factories.question(
        factories.stage(board), kind=Kind.SUMMARY, sums_up=[first], statements=["One"]
    )
    for segment in (health, care):
        for answered in (0, 1, 2):
            person = factories.participant(board, segments=[segment])
            questions = [one, *Question.objects.filter(stage__board=board, entries=2)]
            for question in questions[:answered]:
                factories.answer(person, question)
    factories.extension(person, closed, NOW + DAY)

    roster = Roster(desk, questions_for(desk))
    left = stages_left_to_each(roster.people, NOW)

    assert sum(left.values()) > 0
    for row in roster.rows():
        assert {stage: tally.left for stage, tally in row.tallies.items() if tally.left} == {
            stage: number for (who, stage), number in left.items() if who == row.person.pk
        }


def test_the_grid_shows_one_segment_and_counts_each(desk: Desk) -> None:
    board = desk.board
    sector = factories.segment_set(board, "sector", "health", "care", "none")
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    [[one, _other]] = guide(board, 2)
    people = [factories.participant(board, segments=[health]) for _ in range(2)]
    factories.participant(board, segments=[care])
    tester = factories.participant(board, segments=[care], tester=True)
    for person in (people[0], tester):
        factories.answer(person, one)

    assert names(desk, segment=str(health.pk)) == [person.pseudonym for person in people]
    assert len(names(desk, segment="no such segment")) == 4
    counted = [
        (line.segment.value, line.people, line.wrote, line.answered, line.theirs)
        for line in grid(desk).by_segment
    ]
    assert counted == [("health", 2, 1, 1, 4), ("care", 1, 0, 0, 2), ("none", 0, 0, 0, 0)]


def test_a_recruiter_chooses_by_nothing_that_was_answered(
    board: Board, at_desk: Callable[[Role], Client]
) -> None:
    [[question]] = guide(board, 1)
    sector = factories.segment_set(board, "sector", "health")
    came: dict[str, Any] = {
        "first_came_at": NOW - DAY,
        "segments": [factories.segment(sector, "health")],
    }
    factories.answer(factories.participant(board, pseudonym="Answerer", **came), question)
    factories.participant(board, pseudonym="Silent", **came)
    address = reverse("desk_people", args=["cop"])

    def page(role: Role, **asked: str) -> str:
        return at_desk(role).get(address, asked).content.decode()

    silent = page(Role.MODERATOR, standing="silent")
    assert ("Answerer" in silent, "Silent" in silent) == (False, True)
    assert "1 of 2 people wrote" in page(Role.MODERATOR)
    for standing in OF_ANSWERS:
        found = page(Role.RECRUITER, standing=standing)
        assert ("Answerer" in found, "Silent" in found) == (True, True)
        assert f'value="{standing}"' not in found
    for by in ("answered", str(question.pk), str(question.stage_id)):
        assert page(Role.RECRUITER, by=by).index("Answerer") < page(Role.RECRUITER).index("Silent")
    assert "people wrote" not in page(Role.RECRUITER)
    assert all(f'value="{standing}"' in page(Role.RECRUITER) for standing in OF_PEOPLE)


def test_the_page_asks_the_same_queries_however_long_the_guide_is(
    board: Board, facilitator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = reverse("desk_people", args=["cop"])
    factories.participant(board)
    for _ in range(3):
        guide(board, SHOWN_AT_ONCE)
        with django_assert_num_queries(QUERIES):
            facilitator.get(address)


# As in test_people.py, but that the segment sets have no segments to ask for.
QUERIES = 22


def rows_of(sheet: bytes) -> list[list[str]]:
    assert sheet.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(sheet.decode("utf-8-sig"), newline="")))


def test_the_sheet_says_in_words_what_the_grid_shows(board: Board, facilitator: Client) -> None:
    sector = factories.segment_set(board, "sector", "health", "care", allows_several=True)
    health, care = (factories.segment(sector, value) for value in ("health", "care"))
    stage = factories.stage(board)
    asked = factories.question(stage, prompt="What did you hope?")
    factories.question(stage, segments=[care], prompt="And in care?")
    person = factories.participant(board, segments=[health], first_came_at=NOW, tester=True)
    factories.answer(person, asked, "SECRETWORDS", late=True)
    factories.participant(board, segments=[health, care], consented=False)

    response = facilitator.get(reverse("desk_people_sheet", args=["cop"]), {"by": "answered"})

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="cop-participation.csv"'
    )
    assert b"SECRETWORDS" not in response.content
    assert rows_of(response.content) == [
        ["Name", "Standing", "Mail", "Came", "Consent", "sector", "Answered", "Of",
         "1.1 What did you hope?", "1.2 And in care?"],
        ["Heron 02", "", "not invited yet", "", "not yet", "health; care", "0", "2",
         "not yet", "not yet"],
        ["Heron 01", "tester", "not invited yet", "2021-03-30 13:00", "given", "health", "1", "1",
         "answered, late", "not theirs"],
    ]  # fmt: skip
    by = factories.facilitator(board).user
    assert trail() == [("grid_downloaded", by.pk, None)]
    assert details("grid_downloaded") == {"people": 2}


def test_no_spreadsheet_runs_what_stands_in_the_sheet(board: Board, facilitator: Client) -> None:
    Board.objects.filter(pk=board.pk).update(identity_staff=Identity.REAL_NAME)
    factories.participant(board, name='=HYPERLINK("http://example.org";"Me")')
    factories.question(factories.stage(board), prompt="+1?")

    sheet = facilitator.get(reverse("desk_people_sheet", args=["cop"])).content

    head, row = rows_of(sheet)
    assert row[0] == '\'=HYPERLINK("http://example.org";"Me")'
    assert head[-1] == "1.1 +1?"


def test_the_sheet_holds_those_who_are_asked_for_and_every_question(
    board: Board, facilitator: Client
) -> None:
    guide(board, SHOWN_AT_ONCE, 3)
    factories.participant(board)
    factories.participant(board, first_came_at=NOW)
    page = facilitator.get(reverse("desk_people", args=["cop"]), {"standing": "never-came"})
    [address] = re.findall(r'href="([^"]*/sheet/[^"]*)"', page.content.decode())

    head, *rows = rows_of(facilitator.get(address).content)

    assert [row[0] for row in rows] == ["Heron 01"]
    assert len(head) == len(rows[0]) == 7 + SHOWN_AT_ONCE + 3


def test_what_names_no_stage_shows_them_all(desk: Desk) -> None:
    stages: list[Stage] = [one[0].stage for one in guide(desk.board, 1, 1)]
    at: datetime = NOW

    for typed in ("", "all", "x", str(desk.board.pk)):
        columns = columns_of(questions_for(desk), Asked(stage=typed), at)
        assert [column.stage for column in columns if column.is_shown] == stages


def test_what_is_asked_again_shows_in_the_cell_and_is_left_to_do(desk: Desk) -> None:
    question = factories.question(factories.stage(desk.board))
    person, other = (factories.participant(desk.board) for _ in range(2))
    factories.answer(person, question)

    now = reword(question, "What do you hope for?")
    factories.answer(other, now)

    assert cells(desk) == [["answered, and asked again since it was reworded"], ["answered"]]
    assert [line.row.total.left for line in grid(desk).lines] == [1, 0]
