"""By the option they chose, somebody comes to hold a segment (DESIGN.md, Segment)."""

import pytest

from moderation.actions.replies import reject_reply, take_rejection_back
from participants.actions.grouping import set_segments
from participants.actions.piloting import clear_testers
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal, Provenance
from participants.gate.questions import shown_questions
from participants.models import Membership, Participant, StageFinish
from sessions.enums import Kind, Opening
from sessions.models import Board, Question, Segment, SegmentSet, Stage
from tests import factories
from tests.factories import HOUR, LAUNCHED_AT, NOW
from tests.participants.answering.saying import say
from tests.participants.routing.choosing import choose, held_by, history_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def sectors(board: Board) -> SegmentSet:
    return factories.segment_set(board, "sector", "health", "care")


@pytest.fixture
def health(sectors: SegmentSet) -> Segment:
    return factories.segment(sectors, "health")


@pytest.fixture
def care(sectors: SegmentSet) -> Segment:
    return factories.segment(sectors, "care")


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def where(stage: Stage, health: Segment, care: Segment) -> Question:
    return factories.routing_question(stage, health, care)


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


def test_whoever_chooses_an_option_holds_what_it_leads_to(
    me: Participant, where: Question, health: Segment
) -> None:
    reply = choose(me, where, "health")

    held = Membership.objects.get(participant=me)
    assert (held.segment, held.provenance, held.routed_by) == (health, Provenance.ROUTED, reply)
    assert (held.given_at, held.given_by, held.single) == (NOW, None, True)


def test_an_option_that_leads_nowhere_gives_nothing(me: Participant, where: Question) -> None:
    choose(me, where, "Elsewhere")

    assert history_of(me) == []


def test_correcting_the_answer_moves_its_author(me: Participant, where: Question) -> None:
    choose(me, where, "health")
    choose(me, where, "care", now=NOW + HOUR)

    assert history_of(me) == [("health", "routed", "routed"), ("care", "routed", None)]


def test_the_same_answer_again_changes_nothing(me: Participant, where: Question) -> None:
    choose(me, where, "health")
    choose(me, where, "health", now=NOW + HOUR)

    assert history_of(me) == [("health", "routed", None)]


def test_an_answer_goes_before_what_the_roster_had_said(
    board: Board, where: Question, care: Segment
) -> None:
    me = factories.participant(board, segments=[care])

    choose(me, where, "health")

    assert history_of(me) == [("care", "roster", "routed"), ("health", "routed", None)]


def test_what_the_roster_had_said_holds_again_once_the_answer_says_nothing(
    board: Board, where: Question, care: Segment
) -> None:
    me = factories.participant(board, segments=[care])
    choose(me, where, "health")

    choose(me, where, "Elsewhere", now=NOW + HOUR)

    assert held_by(me) == ["care"]
    again = Membership.objects.current().get(participant=me)
    assert (again.provenance, again.given_at) == (Provenance.ROSTER, NOW + HOUR)


def test_what_staff_say_by_hand_stands_whatever_the_answer_is_corrected_to(
    me: Participant, where: Question, sectors: SegmentSet, care: Segment
) -> None:
    choose(me, where, "health")
    by_hand(me, sectors, care)

    choose(me, where, "Elsewhere", now=NOW + 2 * HOUR)
    choose(me, where, "health", now=NOW + 3 * HOUR)

    assert history_of(me) == [("health", "routed", "hand"), ("care", "hand", None)]


def test_what_staff_take_away_by_hand_stays_away(
    me: Participant, where: Question, sectors: SegmentSet
) -> None:
    choose(me, where, "health")
    by_hand(me, sectors)

    choose(me, where, "care", now=NOW + 2 * HOUR)

    assert held_by(me) == []


def test_what_staff_say_before_gives_way_to_the_answer(
    me: Participant, where: Question, sectors: SegmentSet, care: Segment
) -> None:
    by_hand(me, sectors, care)

    choose(me, where, "health", now=NOW + 2 * HOUR)

    assert held_by(me) == ["health"]


def test_a_rejected_answer_routes_no_longer_until_that_is_taken_back(
    board: Board, me: Participant, where: Question
) -> None:
    reply = choose(me, where, "health")
    by = factories.facilitator(board).user

    reject_reply(reply=reply, why="Spam.", by=by, now=NOW + HOUR)
    assert held_by(me) == []

    take_rejection_back(reply=reply, by=by, now=NOW + 2 * HOUR)
    assert held_by(me) == ["health"]


def test_an_answer_given_anew_after_a_rejection_routes(
    board: Board, me: Participant, where: Question, care: Segment
) -> None:
    reply = choose(me, where, "health")
    by = factories.facilitator(board).user
    reject_reply(reply=reply, why="Spam.", by=by, now=NOW + HOUR)

    choose(me, where, "care", now=NOW + 2 * HOUR)

    assert held_by(me) == ["care"]


def test_an_answer_entered_on_behalf_routes_the_same(
    board: Board, me: Participant, where: Question
) -> None:
    choose(me, where, "care", said_at=NOW - HOUR, entered_by=factories.facilitator(board))

    assert history_of(me) == [("care", "routed", None)]


def test_what_was_said_earlier_and_entered_later_gives_way_to_what_staff_said_between(
    board: Board, me: Participant, where: Question, sectors: SegmentSet, health: Segment
) -> None:
    by_hand(me, sectors, health)

    choose(
        me,
        where,
        "care",
        said_at=NOW,
        now=NOW + 2 * HOUR,
        entered_by=factories.facilitator(board),
    )

    assert held_by(me) == ["health"]


def test_of_two_questions_into_one_set_the_one_answered_later_decides(
    me: Participant, stage: Stage, where: Question, health: Segment, care: Segment
) -> None:
    later = factories.routing_question(stage, health, care)
    choose(me, where, "health")
    choose(me, later, "care", now=NOW + HOUR)

    choose(me, where, "Elsewhere", now=NOW + 2 * HOUR)
    choose(me, where, "health", now=NOW + 3 * HOUR)

    assert held_by(me) == ["care"]


def test_a_set_of_several_values_keeps_what_each_answer_and_staff_gave(
    board: Board, stage: Stage
) -> None:
    topics = factories.segment_set(board, "topic", "costs", "quality", "time", allows_several=True)
    costs, quality, time = topics.segments.all()
    me = factories.participant(board, segments=[time])
    first, second = (factories.routing_question(stage, costs, quality) for _ in range(2))

    choose(me, first, "costs")
    choose(me, second, "quality")
    assert held_by(me) == ["costs", "quality", "time"]

    choose(me, second, "Elsewhere", now=NOW + HOUR)
    assert held_by(me) == ["costs", "time"]


def test_what_staff_took_away_of_several_values_is_not_given_again(
    board: Board, stage: Stage
) -> None:
    topics = factories.segment_set(board, "topic", "costs", "quality", allows_several=True)
    costs, quality = topics.segments.all()
    me = factories.participant(board)
    asked = factories.routing_question(stage, costs, quality)
    choose(me, asked, "costs")
    by_hand(me, topics)

    choose(me, asked, "quality", now=NOW + 2 * HOUR)
    choose(me, asked, "costs", now=NOW + 3 * HOUR)

    assert held_by(me) == []


def test_nothing_tells_what_they_chose_once_their_answers_are_removed(
    board: Board, where: Question, care: Segment
) -> None:
    me = factories.participant(board, segments=[care])
    choose(me, where, "health")

    by = factories.facilitator(board).user
    answers = AnswersAfterWithdrawal.REMOVE
    withdraw(participant=me, answers=answers, now=NOW + HOUR, by=by)

    assert history_of(me) == [("care", "roster", "routed"), ("care", "roster", None)]


def test_whose_answers_are_removed_stays_in_the_group_that_reads_what_was_said_to_them(
    me: Participant, stage: Stage, where: Question, sectors: SegmentSet
) -> None:
    factories.question(stage, within_set=sectors)
    choose(me, where, "health")
    choose(me, where, "care", now=NOW + HOUR)

    by = factories.facilitator(stage.board).user
    answers = AnswersAfterWithdrawal.REMOVE
    withdraw(participant=me, answers=answers, now=NOW + HOUR, by=by)

    assert history_of(me) == [("care", "routed", None)]


def test_a_tester_begins_anew_with_what_staff_had_said(
    board: Board, where: Question, care: Segment
) -> None:
    tester = factories.participant(board, tester=True, segments=[care])
    choose(tester, where, "health")

    clear_testers(board=board, by=factories.facilitator(board).user, now=NOW + HOUR)

    assert held_by(tester) == ["care"]


def test_what_they_are_routed_to_is_theirs_at_once_and_what_they_left_no_more(
    board: Board, me: Participant, where: Question, health: Segment, care: Segment
) -> None:
    theirs = {
        value: factories.question(factories.stage(board, segments=[segment]))
        for value, segment in (("health", health), ("care", care))
    }
    assert shown_to(me) == {where}

    choose(me, where, "health")
    assert shown_to(me) == {where, theirs["health"]}

    choose(me, where, "care", now=NOW + HOUR)
    assert shown_to(me, HOUR) == {where, theirs["care"]}


def test_a_stage_is_not_finished_while_the_answer_has_brought_something_to_do(
    me: Participant, stage: Stage, where: Question, health: Segment
) -> None:
    more = factories.question(stage, segments=[health])

    choose(me, where, "health")
    assert not StageFinish.objects.exists()

    say(me, more, "Peace.")
    assert StageFinish.objects.get().stage == stage


def test_a_stage_is_finished_where_a_correction_leaves_nothing_to_do(
    board: Board, me: Participant, stage: Stage, where: Question, health: Segment
) -> None:
    second = factories.stage(board)
    everyones = factories.question(second)
    factories.question(second, segments=[health])
    third = factories.stage(board, opening=Opening.AFTER_PREVIOUS)
    last = factories.question(third)
    choose(me, where, "health")
    say(me, everyones, "Peace.")
    assert last not in shown_to(me)

    choose(me, where, "care", now=NOW + HOUR)

    finish = StageFinish.objects.get(stage=second)
    assert finish.finished_at == NOW + HOUR
    assert last in shown_to(me, HOUR)


def test_what_others_do_moves_nobody(board: Board, me: Participant, where: Question) -> None:
    choose(factories.participant(board), where, "health")

    assert history_of(me) == []


def test_an_answer_to_a_question_of_another_kind_leads_nowhere(
    board: Board, me: Participant, stage: Stage
) -> None:
    choose(me, factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"]), "Yes")

    assert history_of(me) == []


def by_hand(person: Participant, segment_set: SegmentSet, *segments: Segment) -> None:
    by = factories.facilitator(person.board).user
    set_segments(participant=person, wanted={segment_set: segments}, by=by, now=NOW + HOUR)


def shown_to(person: Participant, later: object = None) -> set[Question]:
    now = NOW + HOUR if later else NOW
    assert person.added_at == LAUNCHED_AT
    return set(shown_questions(person, now))
