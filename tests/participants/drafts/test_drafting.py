"""Drafts: one a person and box, found everywhere, never lost silently."""

import pytest

from participants.actions.drafting import Box, NewerDraft, discard_draft, save_draft
from participants.kinds.content import Fields
from participants.models import Draft, Participant
from sessions.models import Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()), entries=2)


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


def typed(text: str) -> Fields:
    return {"text": [text]}


def test_a_draft_is_kept_with_the_wording_it_was_written_for(
    me: Participant, question: Question
) -> None:
    draft = save_draft(participant=me, question=question, fields=typed("ha"), now=NOW)

    assert draft is not None
    assert (draft.fields, draft.saved_at) == ({"text": ["ha"]}, NOW)
    assert draft.question_version == question.wording


def test_a_box_has_one_draft(me: Participant, question: Question) -> None:
    first = save_draft(participant=me, question=question, fields=typed("ha"), now=NOW)
    assert first is not None

    later = NOW + HOUR
    save_draft(participant=me, question=question, fields=typed("half"), now=later, seen=NOW)

    assert Draft.objects.get().fields == {"text": ["half"]}


def test_entries_and_comments_have_boxes_of_their_own(me: Participant, question: Question) -> None:
    parent = factories.answer(me, question)
    save_draft(participant=me, question=question, fields=typed("a"), now=NOW, seen=NOW)
    save_draft(participant=me, question=question, fields=typed("b"), now=NOW, entry=2)
    save_draft(participant=me, question=question, fields=typed("c"), now=NOW, parent=parent)

    assert Draft.objects.count() == 3


def test_what_another_window_kept_meanwhile_is_not_overwritten(
    me: Participant, question: Question
) -> None:
    save_draft(participant=me, question=question, fields=typed("one"), now=NOW)

    for seen in (None, NOW - HOUR):
        with pytest.raises(NewerDraft):
            save_draft(
                participant=me, question=question, fields=typed("two"), now=NOW + HOUR, seen=seen
            )

    assert Draft.objects.get().fields == {"text": ["one"]}


def test_the_same_words_in_two_windows_are_no_conflict(me: Participant, question: Question) -> None:
    first = save_draft(participant=me, question=question, fields=typed("one"), now=NOW)

    again = save_draft(participant=me, question=question, fields=typed("one"), now=NOW + HOUR)

    assert again == first


def test_having_read_of_the_newer_one_it_can_be_replaced(
    me: Participant, question: Question
) -> None:
    save_draft(participant=me, question=question, fields=typed("one"), now=NOW)

    save_draft(participant=me, question=question, fields=typed("two"), now=NOW + HOUR, seen=NOW)

    assert Draft.objects.get().fields == {"text": ["two"]}


def test_a_draft_from_a_window_left_open_does_not_rise_after_the_answer(
    me: Participant, question: Question
) -> None:
    say(me, question, "Sent.")

    with pytest.raises(NewerDraft):
        save_draft(participant=me, question=question, fields=typed("Sen"), now=NOW + HOUR)

    assert not Draft.objects.exists()
    assert Box(me, question).touched_at() == NOW


def test_an_emptied_box_leaves_no_draft(me: Participant, question: Question) -> None:
    save_draft(participant=me, question=question, fields=typed("one"), now=NOW)

    assert (
        save_draft(participant=me, question=question, fields=typed("  "), now=NOW, seen=NOW) is None
    )
    assert not Draft.objects.exists()


def test_discarding_takes_one_box_alone(me: Participant, question: Question) -> None:
    save_draft(participant=me, question=question, fields=typed("one"), now=NOW)
    save_draft(participant=me, question=question, fields=typed("two"), now=NOW, entry=2)

    discard_draft(participant=me, question=question)

    assert Draft.objects.get().entry == 2
