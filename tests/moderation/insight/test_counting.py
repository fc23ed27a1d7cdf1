"""Closed questions counted through the gate for staff, by whom and by what."""

from collections.abc import Sequence
from typing import Any

import pytest

from moderation.insight.counting import NOBODY, Counted, count_answers, who_wrote
from participants.kinds.charts import Given, Tally
from participants.models import Participant, Reply
from sessions.enums import Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question, SegmentSet
from tests import factories

pytestmark = pytest.mark.django_db

YES, NO = Given("yes", None, ""), Given("no", None, "")


@pytest.fixture
def board() -> Board:
    return factories.board(observers=ObserverSight.PSEUDONYM)


@pytest.fixture
def asked(board: Board) -> Question:
    stage = factories.stage(board)
    return factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])


@pytest.fixture
def sector(board: Board) -> SegmentSet:
    return factories.segment_set(board, "sector", "health", "local authority")


def choose(asked: Question, *keys: str, **fields: Any) -> list[Reply]:
    """One further participant for each key."""
    replies = []
    for key in keys:
        person = factories.participant(asked.stage.board, **fields)
        replies.append(factories.answer(person, asked, ""))
        factories.value(replies[-1], key)
    return replies


def counted(asked: Question, role: Role = Role.FACILITATOR) -> Counted:
    board = asked.stage.board
    member = factories.facilitator(board)
    if role != Role.FACILITATOR:
        member = factories.staff(board, role)
    return count_answers(member, [asked]).get((asked.pk, None), NOBODY)


def yes_and_no(yes: int, no: int) -> Counted:
    given = {value: times for value, times in ((YES, yes), (NO, no)) if times}
    return Counted(yes + no, Tally(yes + no, given))


def test_what_was_chosen_in_the_rows_of_a_grid_is_told_apart(board: Board) -> None:
    grid = factories.question(
        factories.stage(board), kind=Kind.GRID, rows=["Pace", "People"], columns=["No", "Yes"]
    )
    for column in ("yes", "yes", "no"):
        answer = factories.answer(factories.participant(board), grid, "")
        factories.value(answer, "pace", column=column)
        factories.value(answer, "people", column="no")

    assert counted(grid).tally.given == {
        Given("pace", None, "", "yes"): 2,
        Given("pace", None, "", "no"): 1,
        Given("people", None, "", "no"): 3,
    }


def test_people_and_what_they_chose_are_counted(asked: Question) -> None:
    choose(asked, "yes", "yes", "no")

    assert counted(asked) == yes_and_no(2, 1)


def test_a_correction_counts_once_and_as_it_stands(asked: Question) -> None:
    (reply,) = choose(asked, "yes")
    factories.version(reply, "")
    factories.value(reply, "no")

    assert counted(asked) == yes_and_no(0, 1)


@pytest.mark.parametrize("state", ["rejected", "withdrawn", "tester"])
def test_what_is_rejected_withdrawn_or_a_testers_counts_for_nobody(
    asked: Question, state: str
) -> None:
    *_others, last = choose(asked, "yes", "no")
    if state == "rejected":
        factories.reject(last)
    elif state == "withdrawn":
        Reply.objects.filter(pk=last.pk).update(withdrawn_at=last.posted_at)
    else:
        Participant.objects.filter(replies=last).update(tester=True)

    assert counted(asked) == counted(asked, Role.OBSERVER) == yes_and_no(1, 0)


@pytest.mark.parametrize("change", [factories.hold, factories.conceal])
def test_what_is_kept_from_an_observer_is_not_counted_for_one(asked: Question, change) -> None:
    *_others, last = choose(asked, "yes", "no")
    change(last)

    assert counted(asked) == counted(asked, Role.MODERATOR) == yes_and_no(1, 1)
    assert counted(asked, Role.OBSERVER) == yes_and_no(1, 0)


def test_nothing_under_never_is_counted_for_an_observer(board: Board, asked: Question) -> None:
    asked.reveal = Reveal.NEVER
    asked.save()
    choose(asked, "yes", "no", "no")

    assert counted(asked) == yes_and_no(1, 2)
    assert counted(asked, Role.OBSERVER) == NOBODY
    assert who_wrote(factories.facilitator(board)) == 3
    assert who_wrote(factories.staff(board, Role.OBSERVER)) == 0


def test_those_who_consented_to_no_observer_are_not_counted_for_one(asked: Question) -> None:
    choose(asked, "yes")
    choose(asked, "no", consented=False)

    assert counted(asked) == yes_and_no(1, 1)
    assert counted(asked, Role.OBSERVER) == yes_and_no(1, 0)


def test_a_recruiter_counts_nothing(board: Board, asked: Question) -> None:
    choose(asked, "yes")

    assert counted(asked, Role.RECRUITER) == NOBODY
    assert who_wrote(factories.staff(board, Role.RECRUITER)) == 0


def test_entries_of_a_diary_are_answers_of_one_person(board: Board) -> None:
    diary = factories.question(factories.stage(board), kind=Kind.SCALE, entries=5)
    person = factories.participant(board)
    for entry in (1, 2, 3):
        factories.value(factories.answer(person, diary, "", entry=entry), number=7)

    assert counted(diary) == Counted(1, Tally(3, {Given("", 7, ""): 3}))


def test_by_a_set_each_segment_is_counted_and_those_without_one_apart(
    board: Board, asked: Question, sector: SegmentSet
) -> None:
    health, local = sector.segments.all()
    choose(asked, "yes", "yes", segments=[health])
    choose(asked, "no", segments=[local])
    choose(asked, "no")
    elsewhere = factories.segment_set(board, "community", "north")
    choose(asked, "no", segments=[factories.segment(elsewhere, "north")])

    assert count_answers(factories.facilitator(board), [asked], sector) == {
        (asked.pk, health.pk): yes_and_no(2, 0),
        (asked.pk, local.pk): yes_and_no(0, 1),
        (asked.pk, None): yes_and_no(0, 2),
    }


def test_a_segment_that_was_left_is_not_counted(
    board: Board, asked: Question, sector: SegmentSet
) -> None:
    health, local = sector.segments.all()
    (reply,) = choose(asked, "yes", segments=[health])
    assert reply.participant is not None
    reply.participant.memberships.update(ended_at=factories.NOW)
    factories.member_of(reply.participant, local)

    assert count_answers(factories.facilitator(board), [asked], sector) == {
        (asked.pk, local.pk): yes_and_no(1, 0)
    }


@pytest.mark.parametrize("size", [1, 3])
def test_counting_takes_two_queries_however_much_there_is(
    board: Board, sector: SegmentSet, size: int, django_assert_num_queries
) -> None:
    stage = factories.stage(board)
    questions: Sequence[Question] = [
        factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"]) for _ in range(size)
    ]
    for question in questions:
        choose(question, *["yes"] * size, segments=[sector.segments.all()[0]])
    observer = factories.staff(board, Role.OBSERVER)

    with django_assert_num_queries(2):
        count_answers(observer, questions)
    with django_assert_num_queries(2):
        count_answers(observer, questions, sector)
