"""A comment that cannot be posted now costs nobody a word (rule 17)."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from participants.actions.posting import take_turns
from participants.models import Draft, Participant, Reading, Reply
from sessions.enums import Reveal
from sessions.models import Question
from tests import factories
from tests.participants.visits import browser_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer() -> Reply:
    question = factories.question(factories.stage(factories.board()))
    return factories.answer(factories.participant(question.stage.board), question)


@pytest.fixture
def reader(answer: Reply) -> Participant:
    reader = factories.participant(answer.board)
    factories.answer(reader, answer.question)
    return reader


def form_under(answer: Reply) -> str:
    return reverse("comments", args=[answer.board.slug, answer.pk])


def assert_refused_and_kept(client: Client, answer: Reply) -> None:
    response = client.post(form_under(answer), {"text": "A long thought."})

    assert response.status_code == 422
    assert "A long thought." in text_of(response)
    assert "Nothing can be written here at present." in text_of(response)
    draft = Draft.objects.get()
    assert (draft.parent, draft.fields) == (answer, {"text": ["A long thought."]})
    assert Reply.objects.filter(parent=answer).count() == 0


def test_a_comment_sent_while_paused_is_kept(answer: Reply, reader: Participant) -> None:
    client = browser_of(reader)
    factories.pause(answer.board)

    assert_refused_and_kept(client, answer)


def test_a_pause_between_the_look_and_the_post_is_no_error(
    answer: Reply, reader: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = browser_of(reader)

    def paused_meanwhile(participant: Participant, *, to_post_at: datetime) -> None:
        factories.pause(answer.board)
        take_turns(participant, to_post_at=to_post_at)

    monkeypatch.setattr("participants.actions.commenting.take_turns", paused_meanwhile)

    assert_refused_and_kept(client, answer)


def test_words_served_above_a_comment_form_count_as_served() -> None:
    question: Question = factories.question(
        factories.stage(factories.board()), reveal=Reveal.ALWAYS
    )
    answer = factories.answer(factories.participant(question.stage.board), question)
    reader = factories.participant(question.stage.board)

    browser_of(reader).get(form_under(answer))

    assert Reading.objects.get(participant=reader).served_at is not None
