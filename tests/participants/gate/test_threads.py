"""Own threads, private exchanges, and what hangs on what (rules 1 and 2)."""

from collections.abc import Callable

import pytest

from participants.models import Reply
from sessions.enums import ObserverSight, Reveal, Role
from sessions.models import StaffMember
from tests import factories

from .reading import reads

pytestmark = pytest.mark.django_db

TAKEN_AWAY = [factories.hold, factories.reject, factories.conceal]


@pytest.mark.parametrize("reveal", Reveal)
def test_what_staff_write_in_ones_own_thread_is_always_readable(reveal: Reveal) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=reveal)
    author, staff = factories.participant(board), factories.facilitator(board)
    own = factories.answer(author, question)
    probe = factories.probe(staff, own)
    said_more = factories.comment(author, probe)
    thanks = factories.comment(staff, probe)

    assert reads(author) == {own, probe, said_more, thanks}


def test_other_participants_comments_in_ones_own_thread_follow_the_reveal() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.NEVER)
    author, peer = factories.participant(board), factories.participant(board)
    own = factories.answer(author, question)
    comment = factories.comment(peer, own)
    factories.comment(factories.facilitator(board), comment)

    assert reads(author) == {own}
    question.reveal = Reveal.ALWAYS
    question.save()
    assert len(reads(author)) == 3


def test_staffs_words_under_a_peers_hidden_comment_stay_hidden_in_ones_own_thread() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    author, peer = factories.participant(board), factories.participant(board)
    own, theirs = factories.answer(author, question), factories.answer(peer, question)
    comment = factories.comment(peer, own)
    probe = factories.probe(factories.facilitator(board), comment)

    assert reads(author) == {own, theirs, comment, probe}
    factories.conceal(comment)
    assert reads(author) == {own, theirs}


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_what_hangs_on_a_hidden_answer_is_hidden(take_away: Callable[[Reply], Reply]) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, peer, reader = (factories.participant(board) for _ in range(3))
    answer = factories.answer(author, question)
    comment = factories.comment(peer, answer)
    below = factories.comment(author, comment)
    probe = factories.probe(factories.facilitator(board), comment)

    assert reads(reader) == {answer, comment, below, probe}
    take_away(answer)
    assert reads(reader) == set()
    assert reads(author) == {answer, comment, below, probe}
    assert reads(peer) == {comment}


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_what_hangs_on_a_hidden_comment_is_hidden(take_away: Callable[[Reply], Reply]) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, peer, reader = (factories.participant(board) for _ in range(3))
    answer = factories.answer(author, question)
    comment = factories.comment(peer, answer)
    below = factories.comment(author, comment)
    take_away(comment)

    assert reads(reader) == {answer}
    assert reads(author) == {answer, below}
    assert reads(peer) == {answer, comment, below}


def test_a_private_probe_and_all_replies_to_it_are_that_persons_and_staffs() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    person, other, staff = (
        factories.participant(board),
        factories.participant(board),
        factories.staff(board, Role.MODERATOR),
    )
    answer = factories.answer(person, question)
    probe = factories.probe(staff, answer, private_to=person)
    reply = factories.comment(person, probe, private_to=person)

    assert reads(person) == {answer, probe, reply}
    assert reads(other) == {answer}
    assert set(Reply.objects.for_staff(staff)) == {answer, probe, reply}


def test_a_private_probe_in_anothers_thread_is_not_that_others() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, commentator = factories.participant(board), factories.participant(board)
    answer = factories.answer(author, question)
    comment = factories.comment(commentator, answer)
    probe = factories.probe(factories.facilitator(board), comment, private_to=commentator)

    assert reads(author) == {answer, comment}
    assert reads(commentator) == {answer, comment, probe}


def test_a_call_for_help_and_its_replies_are_that_persons_and_staffs() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    person, other = factories.participant(board), factories.participant(board)
    staff = factories.facilitator(board)
    call = factories.call_for_help(person, question)
    help_given = factories.comment(staff, call, private_to=person)

    assert reads(person) == {call, help_given}
    assert reads(other) == set()


def test_what_hangs_on_a_private_exchange_is_hidden_even_if_nobody_marked_it() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    person, other = factories.participant(board), factories.participant(board)
    answer = factories.answer(person, question)
    staff = factories.facilitator(board)
    probe = factories.probe(staff, answer, private_to=person)
    factories.comment(staff, probe)

    assert reads(other) == {answer}


def test_a_reply_to_ones_own_comment_is_hidden_with_the_answer_both_hang_on() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, reader = factories.participant(board), factories.participant(board)
    answer = factories.answer(author, question)
    own = factories.comment(reader, answer)
    reply = factories.comment(factories.facilitator(board), own)

    assert reads(reader) == {answer, own, reply}
    factories.hold(answer)
    assert reads(reader) == {own}


def test_a_withdrawn_reply_and_what_hangs_on_it_stay_as_rows() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, reader = factories.participant(board), factories.participant(board)
    answer = factories.answer(author, question, withdrawn_at=factories.NOW)
    comment = factories.comment(reader, answer)

    assert reads(reader) == {answer, comment}


@pytest.mark.parametrize("take_away", TAKEN_AWAY)
def test_what_was_written_to_a_hidden_reply_is_hidden_at_whatever_remove(
    take_away: Callable[[Reply], Reply],
) -> None:
    board = factories.board(observers=ObserverSight.NAME)
    question = factories.question(factories.stage(board), reveal=Reveal.ALWAYS)
    author, peer, reader = (factories.participant(board) for _ in range(3))
    answer = factories.answer(author, question)
    comment = factories.comment(peer, answer)
    deepest = factories.comment(author, comment)
    to_it = factories.comment(peer, deepest)
    to_that = factories.comment(author, to_it)
    and_on = factories.comment(peer, to_that)
    observer = factories.staff(board, Role.OBSERVER)
    everything = {answer, comment, deepest, to_it, to_that, and_on}

    assert {reply.parent for reply in (to_it, to_that, and_on)} == {comment}
    assert [reads(reader), observed_by(observer)] == [everything, everything]
    take_away(deepest)
    assert [reads(reader), observed_by(observer)] == [{answer, comment}, {answer, comment}]
    assert reads(author) == everything
    assert reads(peer) == {answer, comment, to_it, to_that, and_on}


def observed_by(observer: StaffMember) -> set[Reply]:
    return set(Reply.objects.for_staff(observer))


def test_staffs_words_to_a_peers_unrevealed_reply_stay_hidden_in_ones_own_thread() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=Reveal.NEVER)
    author, peer, staff = (
        factories.participant(board),
        factories.participant(board),
        factories.facilitator(board),
    )
    own = factories.answer(author, question)
    probe = factories.probe(staff, own)
    peers = factories.comment(peer, probe)
    to_the_peer = factories.comment(staff, peers)
    factories.comment(staff, to_the_peer)
    thanks = factories.comment(staff, probe)

    assert to_the_peer.in_reply_to == peers
    assert reads(author) == {own, probe, thanks}
