"""One finds what one may see, and nothing of what one may not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.lexemes import lexemes_of
from participants.models import Participant, Reading, Reply, ReplyVersion
from sessions.enums import Kind, Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import NOW
from tests.participants.visits import browser_of, text_of, unmasked

pytestmark = pytest.mark.django_db


def search(reader: Participant, words: str, **more: str) -> str:
    url = reverse("search", args=[reader.board.slug])
    return text_of(browser_of(reader).get(url, {"q": words, **more}))


def test_a_post_is_found_by_other_forms_of_a_word_with_its_author_and_a_link(
    me: Participant, question: Question, theirs: Reply
) -> None:
    html = search(me, "talking")

    assert '<h2 id="posts">1 post</h2>' in html
    assert "<strong>Green Heron</strong>" in html
    assert "More <mark>talk</mark>." in html
    assert reverse("reply", args=[me.board.slug, theirs.pk]) in html


def test_questions_shown_to_one_are_found(me: Participant, question: Question) -> None:
    asked = factories.question(question.stage, prompt="What did you hope for?")

    html = search(me, "hoping")
    assert "did you <mark>hope</mark> for?" in html
    assert reverse("question", args=[me.board.slug, asked.pk]) in html


def test_a_locked_reader_finds_what_they_would_find_without_it(
    locked: Participant, question: Question, theirs: Reply
) -> None:
    url = reverse("search", args=[locked.board.slug])
    browser = browser_of(locked)
    with_it = unmasked(browser.get(url, {"q": "talk"}))
    Reply.objects.all().update(current_version=None)
    theirs.delete()

    assert "Nothing that you may read has" in with_it
    assert unmasked(browser.get(url, {"q": "talk"})) == with_it


def test_a_word_beside_a_choice_leads_to_nobody(board: Board, heron: Participant) -> None:
    """What was written as "other" has no author among peers (rule 2)."""
    single = factories.question(
        factories.stage(board),
        kind=Kind.SINGLE,
        options=["A"],
        settings={"other": True},
        reveal=Reveal.ALWAYS,
    )
    answer = factories.answer(heron, single, "Plain words.")
    factories.value(answer, text="Zebras")
    found_by = lexemes_of("Plain words. Zebras", board)
    ReplyVersion.objects.filter(reply=answer).update(lexemes=found_by)
    me = factories.participant(board)

    assert '<h2 id="posts">1 post</h2>' in search(me, "plain")
    assert "Nothing that you may read has" in search(me, "zebras")


def test_what_is_shown_counts_as_served(
    board: Board, heron: Participant, question: Question
) -> None:
    question.reveal = Reveal.ALWAYS
    question.save()
    factories.answer(heron, question, "More talk.")
    me = factories.participant(board)

    assert "<mark>talk</mark>" in search(me, "talk")
    assert Reading.objects.get(participant=me).served_at is not None


def test_it_is_paged(me: Participant, heron: Participant, theirs: Reply) -> None:
    for number in range(25):
        factories.comment(heron, theirs, f"Owls {number}.", said_at=NOW)

    first, second = search(me, "owl"), search(me, "owl", page="2")
    assert first.count("<mark>Owls</mark>") == 20
    assert second.count("<mark>Owls</mark>") == 5
    assert "q=owl&amp;page=2" in first
    assert "q=owl&amp;page=1" in second


@pytest.mark.parametrize("words", ["", "   "])
def test_without_words_it_says_what_can_be_found(me: Participant, words: str) -> None:
    assert "Words in the questions that are open to you" in search(me, words)


def test_too_many_words_are_refused_beside_the_field(me: Participant) -> None:
    url = reverse("search", args=[me.board.slug])
    response = browser_of(me).get(url, {"q": "x" * 201})
    assert response.status_code == 422
    assert "200 are the most" in text_of(response)


@pytest.mark.parametrize("words", ["<b>&", "a\x00b", '"', "-", "%", "talk or"])
def test_odd_words_find_nothing_odd(me: Participant, theirs: Reply, words: str) -> None:
    assert "<b>&" not in search(me, words)


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_the_same_however_much_it_finds(
    me: Participant, question: Question, number: int
) -> None:
    for _ in range(number):
        factories.answer(factories.participant(me.board), question, "More talk.")
    browser, url = browser_of(me), reverse("search", args=[me.board.slug])
    browser.get(url, {"q": "talk"})

    with CaptureQueriesContext(connection) as asked:
        html = text_of(browser.get(url, {"q": "talk"}))
    assert html.count("<mark>") == number
    assert len(asked) == 7


def test_words_of_staff_in_ones_own_thread_open_nothing(
    board: Board, heron: Participant, question: Question
) -> None:
    """They need no reveal, so finding them is no sign that there was one (rule 2)."""
    question.reveal = Reveal.AFTER_STAGE
    question.save()
    factories.question(question.stage, required=True)
    hidden = factories.answer(heron, question, "More talk.")
    me = factories.participant(board)
    factories.comment(factories.facilitator(board), factories.answer(me, question), "Thank you.")

    assert "<mark>Thank</mark> you." in search(me, "thank")
    assert not Reply.objects.visible_to(me, now=NOW).filter(pk=hidden.pk).exists()
    assert not Reading.objects.filter(participant=me).exists()


@pytest.mark.parametrize("words", ["plain", "plain -zebras", "-zebras"])
def test_a_word_beside_a_choice_is_not_told_by_leaving_it_out(
    board: Board, heron: Participant, words: str
) -> None:
    single = factories.question(
        factories.stage(board),
        kind=Kind.SINGLE,
        options=["A"],
        settings={"other": True},
        reveal=Reveal.ALWAYS,
    )
    answer = factories.answer(heron, single, "Plain words.")
    factories.value(answer, text="Zebras")
    found_by = lexemes_of("Plain words. Zebras", board)
    ReplyVersion.objects.filter(reply=answer).update(lexemes=found_by)

    assert '<h2 id="posts">1 post</h2>' in search(factories.participant(board), words)


def test_a_question_that_was_taken_down_is_not_named(me: Participant, question: Question) -> None:
    secret = factories.question(question.stage, prompt="A secret question")
    factories.answer(me, secret, "Own owls.")
    Question.objects.filter(pk=secret.pk).update(
        hidden_at=NOW, hidden_by=factories.facilitator(me.board).user
    )

    html = search(me, "owls")
    assert "Own <mark>owls</mark>." in html
    assert "A secret question" not in html
