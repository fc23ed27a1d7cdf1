"""What becomes readable by answering, and what stays so (rule 2: tightening only)."""

import pytest

from participants.actions.unlocking import (
    keep_open_what_was_readable,
    lock_again,
    note_served,
    remember_what_is_open,
)
from participants.models import Participant, Reading, StageFinish
from sessions.enums import AfterDue, Opening, Reveal
from sessions.models import Board, Question, Stage
from tests import factories
from tests.factories import DAY, HOUR, NOW
from tests.participants.answering.saying import readable, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def stage(board: Board) -> Stage:
    return factories.stage(board)


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


def unlocked(person: Participant) -> set[Question]:
    """The questions that stay open to this person whatever changes."""
    kept = Reading.objects.filter(
        participant=person, unlocked_at__isnull=False, locked_again_at=None
    )
    return {reading.question for reading in kept.select_related("question")}


def test_answering_opens_the_question_and_writes_down_when(stage: Stage, me: Participant) -> None:
    asked, another = factories.question(stage), factories.question(stage)

    say(me, asked)

    assert unlocked(me) == {asked}
    assert Reading.objects.get(participant=me).unlocked_at == NOW
    assert another not in unlocked(me)


def test_a_correction_does_not_move_the_moment_it_opened(stage: Stage, me: Participant) -> None:
    asked = factories.question(stage)
    say(me, asked)

    say(me, asked, "Better.", now=NOW + HOUR)

    assert Reading.objects.get(participant=me).unlocked_at == NOW


def test_the_last_required_answer_opens_the_whole_stage_and_finishes_it(
    board: Board, stage: Stage, me: Participant
) -> None:
    first, second = (factories.question(stage, reveal=Reveal.AFTER_STAGE) for _ in range(2))
    optional = factories.question(stage, reveal=Reveal.AFTER_STAGE, required=False)
    theirs = factories.answer(factories.participant(board), first)

    say(me, first)
    assert (unlocked(me), StageFinish.objects.exists()) == (set(), False)
    assert theirs not in readable(me)

    say(me, second, now=NOW + HOUR)

    assert unlocked(me) == {first, second}
    assert optional not in unlocked(me)
    assert theirs in readable(me, now=NOW + HOUR)
    finish = StageFinish.objects.get()
    assert (finish.participant, finish.stage, finish.finished_at) == (me, stage, NOW + HOUR)


def test_a_stage_is_finished_as_the_last_of_what_it_requires_was_said(
    board: Board, stage: Stage, me: Participant
) -> None:
    first, second = (factories.question(stage) for _ in range(2))
    say(me, first)

    staff = factories.facilitator(board)
    say(me, second, now=NOW + DAY, said_at=NOW - HOUR, entered_by=staff)

    assert StageFinish.objects.get().finished_at == NOW


def test_a_finished_stage_opens_the_next_one_that_waits_for_it(
    board: Board, stage: Stage, me: Participant
) -> None:
    asked = factories.question(stage)
    following = factories.question(factories.stage(board, opening=Opening.AFTER_PREVIOUS))

    say(me, asked)
    say(me, following)

    assert unlocked(me) == {asked, following}


def test_contributing_late_opens_the_rest_of_a_stage_that_is_due(
    board: Board, me: Participant
) -> None:
    stage = factories.stage(board, due_at=NOW - HOUR)
    asked, another = factories.question(stage), factories.question(stage)

    say(me, asked)

    assert unlocked(me) == {asked, another}


def test_what_was_readable_stays_so_when_a_required_question_is_added(
    board: Board, stage: Stage, me: Participant
) -> None:
    asked = factories.question(stage, reveal=Reveal.AFTER_STAGE)
    theirs = factories.answer(factories.participant(board), asked)
    say(me, asked)

    factories.question(stage)

    assert theirs in readable(me)


def test_whoever_could_read_past_due_still_can_when_the_due_date_moves(board: Board) -> None:
    Board.objects.filter(pk=board.pk).update(after_due=AfterDue.EVERYONE)
    stage = factories.stage(board, due_at=NOW - HOUR)
    asked = factories.question(stage)
    silent, author = (factories.participant(board) for _ in range(2))
    theirs = factories.answer(author, asked)
    assert theirs in readable(silent)

    opened = keep_open_what_was_readable(stage=stage, now=NOW)
    Stage.objects.filter(pk=stage.pk).update(due_at=NOW + DAY)

    assert opened == 2
    assert theirs in readable(silent)
    assert theirs not in readable(factories.participant(board))


def test_one_question_alone_can_be_kept_open(board: Board) -> None:
    Board.objects.filter(pk=board.pk).update(after_due=AfterDue.EVERYONE)
    stage = factories.stage(board, due_at=NOW - HOUR)
    asked, _another = factories.question(stage), factories.question(stage)
    silent = factories.participant(board)

    keep_open_what_was_readable(question=asked, now=NOW)

    assert unlocked(silent) == {asked}


def test_keeping_open_twice_changes_nothing(board: Board, me: Participant) -> None:
    asked = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)

    counts = [keep_open_what_was_readable(question=asked, now=NOW + n * HOUR) for n in range(2)]

    assert counts == [1, 0]
    assert Reading.objects.get().unlocked_at == NOW


def test_keeping_open_wants_to_know_what(board: Board) -> None:
    with pytest.raises(ValueError, match="stage or a question"):
        keep_open_what_was_readable(now=NOW)


def test_a_rejection_locks_again_and_answering_anew_opens(
    board: Board, stage: Stage, me: Participant
) -> None:
    asked = factories.question(stage)
    theirs = factories.answer(factories.participant(board), asked)
    reply = say(me, asked, "spam")
    factories.reject(reply)
    assert theirs in readable(me)

    assert lock_again(question=asked, participant=me, now=NOW) == 1
    assert theirs not in readable(me)

    say(me, asked, "In earnest.", now=NOW + HOUR)
    assert theirs in readable(me, now=NOW + HOUR)
    reading = Reading.objects.get(participant=me)
    assert (reading.unlocked_at, reading.locked_again_at) == (NOW, None)


def test_a_tightened_reveal_locks_everyone_and_whoever_meets_it_reads_on(
    board: Board, stage: Stage
) -> None:
    asked = factories.question(stage, reveal=Reveal.ALWAYS)
    answered, silent = (factories.participant(board) for _ in range(2))
    theirs = factories.answer(factories.participant(board), asked)
    factories.answer(answered, asked)
    keep_open_what_was_readable(question=asked, now=NOW)

    lock_again(question=asked, now=NOW)
    Question.objects.filter(pk=asked.pk).update(reveal=Reveal.AFTER_ANSWER)

    assert theirs in readable(answered)
    assert theirs not in readable(silent)


def test_what_was_served_is_noted_once_and_counts_as_opened(stage: Stage, me: Participant) -> None:
    asked = factories.question(stage)

    note_served(me, asked, now=NOW)
    note_served(me, asked, now=NOW + HOUR)

    reading = Reading.objects.get()
    assert (reading.served_at, reading.unlocked_at) == (NOW, NOW)


def test_serving_later_leaves_the_moment_it_opened(stage: Stage, me: Participant) -> None:
    asked = factories.question(stage)
    say(me, asked)

    note_served(me, asked, now=NOW + HOUR)

    reading = Reading.objects.get()
    assert (reading.unlocked_at, reading.served_at) == (NOW, NOW + HOUR)


def test_nothing_is_remembered_for_someone_who_may_read_nothing(board: Board, stage: Stage) -> None:
    factories.question(stage, reveal=Reveal.ALWAYS)
    unconsented = factories.participant(board, consented=False)

    assert remember_what_is_open(unconsented, now=NOW) == 0
