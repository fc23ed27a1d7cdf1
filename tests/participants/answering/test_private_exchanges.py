"""What is said under a private probe stays between that person and staff, however deep it hangs."""

import pytest
from django.urls import reverse

from participants.actions.commenting import post_comment, post_probe
from participants.entry.overview.board import asked_of
from participants.models import Participant, Reply
from participants.web import Visit
from sessions.models import Question
from tests import factories
from tests.participants.visits import address, browser_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def one(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def other(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def comment(question: Question, one: Participant, other: Participant) -> Reply:
    """A comment by `one` under the answer of `other`; both have answered."""
    factories.answer(one, question)
    return factories.comment(one, factories.answer(other, question))


def privately_asked(comment: Reply) -> Reply:
    return post_probe(
        staff=factories.facilitator(comment.board),
        parent=comment,
        text="Between us: what happened?",
        now=factories.NOW,
        private=True,
    )


def test_the_answer_to_a_private_probe_on_a_comment_stays_private(
    question: Question, one: Participant, other: Participant, comment: Reply
) -> None:
    probe = privately_asked(comment)
    mine = browser_of(one)
    form = reverse("comments", args=[question.stage.board.slug, probe.pk])
    assert "Only you and staff read this." in text_of(mine.get(form))

    mine.post(form, {"text": "A sentinel confidence."})
    post_comment(
        author=factories.facilitator(comment.board),
        parent=probe,
        text="A sentinel thank-you.",
        now=factories.NOW,
    )

    assert text_of(mine.get(address(question))).count("A sentinel") == 2
    assert "A sentinel" not in text_of(browser_of(other).get(address(question)))


def test_what_is_written_to_a_concealed_reply_is_hidden_with_it(
    question: Question, one: Participant, other: Participant, comment: Reply
) -> None:
    deep = factories.comment(one, comment, "Concealed in a moment.")
    written_to_it = post_comment(author=other, parent=deep, text="To that.", now=factories.NOW)
    third = factories.participant(question.stage.board)
    factories.answer(third, question)
    readable = Reply.objects.visible_to(third, now=factories.NOW)
    assert readable.filter(pk=written_to_it.pk).exists()

    factories.conceal(deep)

    assert not readable.filter(pk=written_to_it.pk).exists()


def test_a_probe_on_a_comment_is_answered_once_its_author_replies(
    one: Participant, comment: Reply
) -> None:
    probe = privately_asked(comment)
    assert asked_of(Visit(one, factories.NOW)) == [probe]

    post_comment(author=one, parent=probe, text="This happened.", now=factories.NOW)

    assert asked_of(Visit(one, factories.NOW)) == []


def test_a_probe_of_a_deep_reply_asks_the_one_who_wrote_it(
    question: Question, one: Participant, comment: Reply
) -> None:
    third = factories.participant(question.stage.board)
    factories.answer(third, question)
    deep = factories.comment(third, comment, "A third voice.")

    probe = post_probe(
        staff=factories.facilitator(comment.board), parent=deep, text="More?", now=factories.NOW
    )

    assert asked_of(Visit(third, factories.NOW)) == [probe]
    assert asked_of(Visit(one, factories.NOW)) == []
