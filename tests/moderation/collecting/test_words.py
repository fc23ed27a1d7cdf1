"""A passage is a range of what was submitted, and reads as the reply reads now."""

from datetime import datetime, timedelta

import pytest

from moderation.collecting.words import range_of, words_now
from moderation.models import Passage
from participants.actions.redacting import destroy_originals, redact_phrase, take_back
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Redaction, Reply
from participants.phrases import words_of
from tests import factories
from tests.factories import NOW


def chosen(answer: Reply, words: str, before: int | None = None) -> tuple[int, int] | None:
    (text,) = words_of(answer)
    return range_of(text, words, before)


def collected(answer: Reply, words: str) -> Passage:
    place = chosen(answer, words)
    assert place
    return factories.passage(answer, *place)


def as_read(passage: Passage) -> str:
    return words_now(Passage.objects.get(pk=passage.pk))


def hide(answer: Reply, phrase: str, at: datetime = NOW) -> None:
    by = factories.facilitator(answer.board).user
    redact_phrase(reply=answer, phrase=phrase, replacement="[a colleague]", by=by, now=at)


@pytest.mark.parametrize(
    ("words", "before", "place"),
    [
        ("Time to think.", None, (0, 14)),
        ("time to think.", None, (31, 45)),
        ("think. Ask Jane", None, (8, 24)),
        ("to think", None, (5, 13)),
        ("to think", 4, (5, 13)),
        ("to think", 27, (36, 44)),
        ("to think", 900, (36, 44)),
        ("nowhere", None, None),
        (" \n", None, None),
    ],
)
def test_chosen_words_are_found_however_the_page_broke_them(
    answer: Reply, words: str, before: int | None, place: tuple[int, int] | None
) -> None:
    assert chosen(answer, words, before) == place


def test_a_range_is_counted_in_code_points(answer: Reply) -> None:
    other = factories.answer(
        factories.participant(answer.board), answer.question, "👩🏽‍⚕️ said: no time"
    )

    assert as_read(collected(other, "said: no")) == "said: no"


def test_what_is_hidden_later_is_hidden_in_a_passage(answer: Reply) -> None:
    passage, whole = collected(answer, "Ask Jane about time"), factories.passage(answer)

    hide(answer, "Time to think")
    hide(answer, "Jane")

    assert as_read(passage) == "Ask [a colleague] about time"
    assert as_read(whole) == "[a colleague].\n\nAsk [a colleague] about time to think."


def test_hidden_words_that_a_passage_begins_or_ends_in_are_shown_as_one(answer: Reply) -> None:
    passage = collected(answer, "Jane about")

    hide(answer, "Ask Jane")

    assert as_read(passage) == "[a colleague] about"


def test_words_are_chosen_beside_hidden_ones_and_shown_again_with_them(answer: Reply) -> None:
    hide(answer, "Jane")
    assert chosen(answer, "[a colleague]") is None
    passage = collected(answer, "Ask [a colleague] about")

    by = factories.facilitator(answer.board).user
    take_back(redaction=Redaction.objects.get(), by=by, now=NOW)

    assert as_read(passage) == "Ask Jane about"


def test_a_passage_outlives_the_destruction_of_what_was_submitted(answer: Reply) -> None:
    by = factories.facilitator(answer.board).user
    earlier = collected(answer, "about time")
    for hour, phrase in enumerate(("Jane", "think"), start=1):
        at = NOW + timedelta(hours=hour)
        hide(answer, phrase, at)
        destroy_originals(reply=answer, by=by, now=at)
    later = collected(answer, "colleague] about time")
    Passage.objects.filter(pk=later.pk).update(made_at=NOW + timedelta(hours=3))

    hide(answer, "Time to", NOW + timedelta(hours=4))

    assert answer.versions.get().text == (
        "[a colleague] [a colleague].\n\nAsk [a colleague] about time to [a colleague]."
    )
    assert as_read(earlier) == "about time"
    assert as_read(later) == "colleague] about time"


def test_nothing_is_left_of_a_passage_whose_author_had_their_words_removed(
    answer: Reply,
) -> None:
    passage, person = collected(answer, "Ask Jane"), answer.participant
    assert person

    withdraw(participant=person, answers=AnswersAfterWithdrawal.REMOVE, now=NOW, by=None)

    assert as_read(passage) == ""
