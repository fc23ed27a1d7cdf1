"""When others' replies open: modes, past due, what was once readable (rules 2 and 3)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from participants.models import Draft, Reply
from sessions.enums import AfterDue, Kind, Reveal
from tests import factories
from tests.factories import DAY, HOUR, NOW

from .reading import reads

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def test_a_reply_stays_hidden_until_the_reader_has_answered() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    theirs = factories.answer(author, question)

    assert reads(author) == {theirs}
    assert reads(reader) == set()
    own = factories.answer(reader, question)
    assert reads(reader) == {theirs, own}


def test_two_who_answer_see_each_other_and_nobody_else_sees_either() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    one, other, silent = (factories.participant(board) for _ in range(3))
    both = {factories.answer(one, question), factories.answer(other, question)}

    assert [reads(one), reads(other), reads(silent)] == [both, both, set()]


def test_an_answer_opens_its_own_question_alone() -> None:
    board = factories.board()
    stage = factories.stage(board)
    question, other = factories.question(stage), factories.question(stage)
    author, reader = factories.participant(board), factories.participant(board)
    factories.answer(author, other)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)

    assert reads(reader) == {theirs, own}


def test_a_draft_opens_nothing() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    factories.answer(author, question)
    Draft.objects.create(
        participant=reader,
        question=question,
        question_version=question.wording,
        fields={"text": ["Almost done"]},
        saved_at=NOW,
    )

    assert reads(reader) == set()


def test_a_call_for_help_opens_nothing() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    factories.answer(author, question)
    call = factories.call_for_help(reader, question)

    assert reads(reader) == {call}


def test_a_rejected_answer_locks_again() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)

    assert reads(reader) == {theirs, own}
    factories.reject(own)
    assert reads(reader) == {own}


def _withdraw(reply: Reply) -> Reply:
    reply.withdrawn_at = NOW
    reply.save(update_fields=["withdrawn_at"])
    return reply


@pytest.mark.parametrize("change", [factories.hold, factories.conceal, _withdraw])
def test_an_answer_held_concealed_or_withdrawn_does_not_lock_again(
    change: Callable[[Reply], Reply],
) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, reader = factories.participant(board), factories.participant(board)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)
    change(own)

    assert reads(reader) == {theirs, own}


def test_the_first_entry_of_a_diary_opens_all_its_entries() -> None:
    board = factories.board()
    diary = factories.question(factories.stage(board), entries=3)
    author, reader = factories.participant(board), factories.participant(board)
    entries = {factories.answer(author, diary, entry=entry) for entry in (1, 2, 3)}

    assert reads(reader) == set()
    own = factories.answer(reader, diary, entry=1)
    assert reads(reader) == entries | {own}


def test_after_stage_waits_for_every_required_question_shown_to_the_reader() -> None:
    board = factories.board()
    sectors = factories.segment_set(board, "sector", "health", "social care")
    stage = factories.stage(board)
    question = factories.question(stage, reveal=Reveal.AFTER_STAGE)
    required = factories.question(stage)
    factories.question(stage, required=False)
    factories.question(stage, kind=Kind.TEXT_PAGE)
    factories.question(stage, hidden=True)
    factories.question(stage, published=False)
    factories.question(stage, segments=[factories.segment(sectors, "health")])
    author, reader = factories.participant(board), factories.participant(board)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)

    assert reads(reader) == {own}
    last = factories.answer(reader, required)
    assert reads(reader) == {theirs, own, last}


def test_after_close_goes_by_the_stages_close_whoever_has_more_time() -> None:
    board = factories.board()
    stage = factories.stage(board, closes_at=NOW)
    question = factories.question(stage, reveal=Reveal.AFTER_CLOSE)
    author, reader = factories.participant(board), factories.participant(board)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)
    factories.extension(reader, stage, until=NOW + DAY)

    assert [reads(reader, NOW - SECOND), reads(reader, NOW)] == [{own}, {theirs, own}]


def test_a_stage_that_does_not_close_closes_when_the_board_ends() -> None:
    board = factories.board(ends_at=NOW)
    question = factories.question(factories.stage(board), reveal=Reveal.AFTER_CLOSE)
    author, reader = factories.participant(board), factories.participant(board)
    theirs, own = factories.answer(author, question), factories.answer(reader, question)

    assert [reads(reader, NOW - SECOND), reads(reader, NOW)] == [{own}, {theirs, own}]


def test_past_due_goes_by_the_readers_own_due_date() -> None:
    board = factories.board(after_due=AfterDue.EVERYONE)
    stage = factories.stage(board, due_at=NOW)
    question = factories.question(stage)
    author, reader, with_more_time = (factories.participant(board) for _ in range(3))
    theirs = factories.answer(author, question)
    factories.extension(with_more_time, stage, until=NOW + HOUR)

    assert [reads(reader, NOW - SECOND), reads(reader, NOW)] == [set(), {theirs}]
    assert reads(with_more_time, NOW + HOUR - SECOND) == set()
    assert reads(with_more_time, NOW + HOUR) == {theirs}


def test_a_call_for_help_does_not_make_a_contributor() -> None:
    board = factories.board(after_due=AfterDue.CONTRIBUTORS)
    question = factories.question(factories.stage(board, due_at=NOW))
    author, reader = factories.participant(board), factories.participant(board)
    factories.answer(author, question)
    call = factories.call_for_help(reader, question)

    assert reads(reader, NOW + HOUR) == {call}


@pytest.mark.parametrize("reveal", [mode for mode in Reveal if mode != Reveal.NEVER])
def test_what_one_could_once_read_stays_open(reveal: Reveal) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=reveal)
    author, reader = factories.participant(board), factories.participant(board)
    theirs = factories.answer(author, question)
    factories.reading(reader, question)

    assert reads(reader) == {theirs}


@pytest.mark.parametrize("reveal", [Reveal.NEVER, Reveal.AFTER_ANSWER])
def test_never_and_a_lock_set_again_close_what_one_could_once_read(reveal: Reveal) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=reveal)
    author, reader = factories.participant(board), factories.participant(board)
    factories.answer(author, question)
    factories.reading(reader, question, locked_again_at=None if reveal == Reveal.NEVER else NOW)

    assert reads(reader) == set()
