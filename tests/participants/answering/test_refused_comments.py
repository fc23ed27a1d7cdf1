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


def autosave(client: Client, answer: Reply, text: str, seen: str = "") -> None:
    words = {"parent": str(answer.pk), "text": text, "seen": seen}
    client.post(reverse("draft", args=[answer.board.slug, answer.question_id]), words)


def seen_in(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]


def test_a_reply_sent_over_a_newer_draft_asks_first_and_then_takes_its_place(
    answer: Reply, reader: Participant
) -> None:
    client = browser_of(reader)
    autosave(client, answer, "A long thought, on the bus.")

    asked = client.post(form_under(answer), {"text": "Short.", "seen": ""})

    assert asked.status_code == 422
    html = asked.content.decode()
    assert "A newer draft of this was kept in another window or on another device:" in html
    assert "A long thought, on the bus." in html
    assert "Short.</textarea>" in html
    assert f'href="{form_under(answer)}" data-action="take-newer"' in html
    assert "data-unkept" in html
    assert Draft.objects.get().fields == {"text": ["A long thought, on the bus."]}
    client.post(form_under(answer), {"text": "Short.", "seen": seen_in(html)})
    assert Reply.objects.get(parent=answer, current_version__text="Short.")
    assert not Draft.objects.exists()


def test_a_reply_that_is_not_taken_as_it_is_becomes_the_draft(
    answer: Reply, reader: Participant
) -> None:
    client = browser_of(reader)
    autosave(client, answer, "A thought.")
    too_long = "é" * 20_001

    response = client.post(
        form_under(answer), {"text": too_long, "seen": Draft.objects.get().saved_at.isoformat()}
    )

    html = response.content.decode()
    assert response.status_code == 422
    assert "This is too long: it has 20001 characters, and 20000 are the most." in html
    assert "maxlength" not in html
    assert "data-unkept" not in html
    assert Draft.objects.get().fields == {"text": [too_long]}


def test_an_empty_reply_leaves_what_another_window_kept(answer: Reply, reader: Participant) -> None:
    client = browser_of(reader)
    autosave(client, answer, "A long thought, on the bus.")

    client.post(form_under(answer), {"text": " ", "seen": ""})

    assert Draft.objects.get().fields == {"text": ["A long thought, on the bus."]}
