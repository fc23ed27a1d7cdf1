"""Somebody becomes a tester, and a tester a participant: never so that tries count as answers."""

from typing import Any

import pytest

from bulletin.audit.models import Entry
from participants.actions.piloting import clear_testers, make_participant, make_tester
from participants.models import Draft, Participant, Reply, Skip
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


def mark(person: Participant) -> bool:
    by = factories.facilitator(person.board).user
    return make_tester(participant=person, by=by, now=NOW)


def unmark(person: Participant) -> bool:
    by = factories.facilitator(person.board).user
    return make_participant(participant=person, by=by, now=NOW)


def is_tester(person: Participant) -> bool:
    return Participant.objects.get(pk=person.pk).tester


def test_somebody_who_has_written_nothing_becomes_a_tester_and_one_no_more(board: Board) -> None:
    person = factories.participant(board)

    assert (mark(person), is_tester(person), mark(person)) == (True, True, False)
    assert (unmark(person), is_tester(person), unmark(person)) == (True, False, False)

    actions = Entry.objects.filter(subject=person.pk).order_by("id")
    assert list(actions.values_list("action", "details")) == [
        ("person_made_tester", {}),
        ("person_made_participant", {}),
    ]


def test_who_has_written_as_a_participant_stays_one_and_keeps_their_words(
    board: Board, question: Question
) -> None:
    """What testers wrote can be cleared; what was said for real cannot (rule 4)."""
    person = factories.participant(board)
    factories.answer(person, question)

    with pytest.raises(Refused):
        mark(person)

    assert not is_tester(person)
    assert Reply.objects.counted_on(board.pk).count() == 1


@pytest.mark.parametrize("what", ["answer", "draft", "skip", "private"])
def test_a_tester_stays_one_while_anything_stands_that_they_did(
    board: Board, question: Question, what: str
) -> None:
    tester = factories.participant(board, tester=True)
    if what == "answer":
        factories.answer(tester, question)
    if what == "draft":
        Draft.objects.create(
            participant=tester,
            question=question,
            question_version=question.wording,
            saved_at=NOW,
        )
    if what == "skip":
        Skip.objects.create(participant=tester, question=question, skipped_at=NOW)
    if what == "private":
        factories.call_for_help(tester, question)

    with pytest.raises(Refused):
        unmark(tester)
    assert is_tester(tester)

    clear_testers(board=board, by=factories.facilitator(board).user, now=NOW)
    assert unmark(tester)


def test_staff_who_try_their_own_board_out_become_no_participants(board: Board) -> None:
    """Nobody is staff and participant of one board."""
    own = factories.participant(
        board, tester=True, email=factories.facilitator(board).user.email.upper()
    )

    with pytest.raises(Refused):
        unmark(own)


def test_a_place_joined_to_an_account_of_the_staff_becomes_no_participants(board: Board) -> None:
    moderator = factories.staff(board, Role.MODERATOR)
    own = factories.participant(board, tester=True, email="", user=moderator.user)

    with pytest.raises(Refused):
        unmark(own)


@pytest.mark.parametrize("left", ["withdrawn_at", "erased_at"])
def test_somebody_who_has_left_is_left_in_peace(board: Board, left: str) -> None:
    fields: dict[str, Any] = {left: NOW}
    if left == "withdrawn_at":
        fields["withdrawn_answers"] = "keep"
    person = factories.participant(board, **fields)

    with pytest.raises(Refused):
        mark(person)
