"""Pseudonyms are random, apart from one another, and say nothing about anyone."""

import pytest

from participants import pseudonyms
from participants.pseudonyms import ADJECTIVES, NOUNS, new_pseudonym, new_pseudonyms
from tests import factories


def test_the_words_are_each_there_once_and_are_many() -> None:
    assert len(set(ADJECTIVES)) == len(ADJECTIVES) >= 50
    assert len(set(NOUNS)) == len(NOUNS) >= 60
    assert all(word.isalpha() and word.istitle() for word in (*ADJECTIVES, *NOUNS))


def test_on_a_usual_board_no_two_people_share_a_noun() -> None:
    nouns = [name.split()[1] for name in new_pseudonyms(40, taken=[])]
    assert len(set(nouns)) == 40


def test_none_is_one_that_is_taken_whatever_its_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pseudonyms, "ADJECTIVES", ("Quiet", "Bright"))
    monkeypatch.setattr(pseudonyms, "NOUNS", ("Heron",))
    assert new_pseudonyms(1, taken=["QUIET heron"]) == ["Bright Heron"]


def test_when_all_pairs_are_used_up_a_number_tells_people_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pseudonyms, "ADJECTIVES", ("Quiet",))
    monkeypatch.setattr(pseudonyms, "NOUNS", ("Heron",))
    first, second, third = new_pseudonyms(3, taken=[])
    assert first == "Quiet Heron"
    assert second.startswith("Quiet Heron ")
    assert len({first, second, third}) == 3


def test_the_same_request_is_answered_differently_each_time() -> None:
    assert len({tuple(new_pseudonyms(5, taken=[])) for _ in range(5)}) == 5


@pytest.mark.django_db
def test_a_new_pseudonym_is_one_that_nobody_on_the_board_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pseudonyms, "ADJECTIVES", ("Quiet", "Bright"))
    monkeypatch.setattr(pseudonyms, "NOUNS", ("Heron",))
    board = factories.board()
    factories.participant(board, pseudonym="Quiet Heron")
    factories.participant(factories.board(), pseudonym="Bright Heron")
    assert new_pseudonym(board) == "Bright Heron"
