"""What staff read: everything, what consent allows, or nothing (rules 2 and 9)."""

from collections.abc import Callable

import pytest

from participants.models import Participant, Reply
from sessions.enums import ObserverSight, Reveal, Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def read_by(board: Board, role: Role) -> set[Reply]:
    return set(Reply.objects.for_staff(factories.staff(board, role)))


def everything_sayable(board: Board, question: Question) -> set[Reply]:
    """An answer with a comment, a probe, a private exchange and every state; and a tester's."""
    staff = factories.facilitator(board)
    author, peer = factories.participant(board), factories.participant(board)
    answer = factories.answer(author, question)
    return {
        answer,
        factories.comment(peer, answer),
        factories.probe(staff, answer),
        factories.probe(staff, answer, private_to=author),
        factories.call_for_help(peer, question),
        factories.hold(factories.answer(factories.participant(board), question)),
        factories.reject(factories.answer(factories.participant(board), question)),
        factories.conceal(factories.answer(factories.participant(board), question)),
        factories.answer(factories.participant(board, tester=True), question),
    }


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.MODERATOR])
@pytest.mark.parametrize("reveal", Reveal)
def test_facilitators_and_moderators_read_everything(role: Role, reveal: Reveal) -> None:
    board = factories.board()
    question = factories.question(factories.stage(board), reveal=reveal)
    said = everything_sayable(board, question)

    assert read_by(board, role) == said


def test_a_recruiter_and_who_was_removed_read_nothing() -> None:
    board = factories.board(observers=ObserverSight.NAME)
    everything_sayable(board, factories.question(factories.stage(board)))
    removed = factories.staff(board, Role.MODERATOR, removed_at=NOW)

    assert read_by(board, Role.RECRUITER) == set()
    assert set(Reply.objects.for_staff(removed)) == set()


def test_staff_of_another_board_read_nothing_here() -> None:
    board, other = factories.board(), factories.board()
    everything_sayable(board, factories.question(factories.stage(board)))

    assert read_by(other, Role.FACILITATOR) == set()


@pytest.mark.parametrize(
    ("sight", "may_read"),
    [(ObserverSight.NONE, False), (ObserverSight.PSEUDONYM, True), (ObserverSight.NAME, True)],
)
def test_observers_read_as_the_consent_says(sight: ObserverSight, may_read: bool) -> None:
    board = factories.board(observers=sight)
    question = factories.question(factories.stage(board))
    author = factories.participant(board)
    answer = factories.answer(author, question)
    probe = factories.probe(factories.facilitator(board), answer)

    assert read_by(board, Role.OBSERVER) == ({answer, probe} if may_read else set())


def test_an_author_who_refused_observers_is_not_read_nor_what_hangs_on_their_words() -> None:
    board = factories.board(observers=ObserverSight.NAME)
    question = factories.question(factories.stage(board))
    willing, unwilling = factories.participant(board), _who_refuses_observers(board)
    answer, refused = factories.answer(willing, question), factories.answer(unwilling, question)
    comment = factories.comment(unwilling, answer)
    factories.comment(willing, comment)
    factories.probe(factories.facilitator(board), refused)
    factories.comment(willing, refused)

    assert read_by(board, Role.OBSERVER) == {answer}


def _who_refuses_observers(board: Board) -> Participant:
    person = factories.participant(board, consented=False)
    factories.consent(person, agreed={"observers": False})
    return person


def test_the_consent_an_author_gave_last_counts() -> None:
    """Whoever has not yet agreed to be observed is not, whatever the newest version says."""
    board = factories.board(observers=ObserverSight.NONE)
    question = factories.question(factories.stage(board))
    author, agreed_since = factories.participant(board), factories.participant(board)
    factories.answer(author, question)
    answer = factories.answer(agreed_since, question)

    assert read_by(board, Role.OBSERVER) == set()
    factories.consent(agreed_since, factories.consent_version(board, observers=ObserverSight.NAME))
    assert read_by(board, Role.OBSERVER) == {answer}


def test_observers_never_read_never_questions_or_private_exchanges() -> None:
    board = factories.board(observers=ObserverSight.NAME)
    stage = factories.stage(board)
    never, always = (factories.question(stage, reveal=r) for r in (Reveal.NEVER, Reveal.ALWAYS))
    author, staff = factories.participant(board), factories.facilitator(board)
    factories.answer(author, never)
    answer = factories.answer(author, always)
    factories.probe(staff, answer, private_to=author)
    factories.call_for_help(author, always)

    assert read_by(board, Role.OBSERVER) == {answer}


@pytest.mark.parametrize("take_away", [factories.hold, factories.reject, factories.conceal])
def test_observers_never_read_what_is_held_rejected_or_concealed(
    take_away: Callable[[Reply], Reply],
) -> None:
    board = factories.board(observers=ObserverSight.NAME)
    question = factories.question(factories.stage(board))
    author, staff = factories.participant(board), factories.facilitator(board)
    answer = factories.answer(author, question)
    comment = factories.comment(author, answer)
    probe = factories.probe(staff, comment)

    assert read_by(board, Role.OBSERVER) == {answer, comment, probe}
    take_away(comment)
    assert read_by(board, Role.OBSERVER) == {answer}
    take_away(answer)
    assert read_by(board, Role.OBSERVER) == set()


def test_observers_do_not_read_testers() -> None:
    board = factories.board(observers=ObserverSight.NAME)
    question = factories.question(factories.stage(board))
    tested = factories.answer(factories.participant(board, tester=True), question)
    factories.probe(factories.facilitator(board), tested)

    assert read_by(board, Role.OBSERVER) == set()
    assert tested in read_by(board, Role.MODERATOR)
