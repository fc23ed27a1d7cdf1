"""A picture is marked: by pressing it, by typing where, and with nothing lost on the way."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from participants.actions.redacting import redact_phrase
from participants.kinds import KINDS
from participants.kinds.content import content_of
from participants.models import AnswerValue, Draft, Participant, Reply, ReplyVersion
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.participants.visits import address, browser_of, form_of, text_of

pytestmark = pytest.mark.django_db

LIKE, UNCLEAR = "I like this", "I do not understand this"
HERE = {"mark-0-across": "32.5", "mark-0-down": "60"}


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop")


@pytest.fixture
def question(board: Board) -> Question:
    """Its picture is twice as wide as it is high."""
    return factories.question(factories.stage(board), kind=Kind.ANNOTATE)


@pytest.fixture
def meaning(question: Question) -> Question:
    return factories.question(question.stage, kind=Kind.ANNOTATE, marks=[LIKE, UNCLEAR])


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def browser(person: Participant) -> Client:
    return browser_of(person)


def send(browser: Client, question: Question, **fields: object) -> Any:
    return browser.post(address(question), form_of(question, **fields))


def marks_of(version: ReplyVersion) -> list[tuple[int | None, int | None, str]]:
    values = version.values.order_by("place")
    return [(value.across, value.down, value.text) for value in values]


def drafted() -> dict[str, list[str]]:
    return {name: typed for name, typed in Draft.objects.get().fields.items() if typed != [""]}


def test_each_mark_is_kept_with_its_place_what_it_means_and_a_comment(browser, meaning):
    kinds = {item.text: str(item.pk) for item in meaning.wording.items.all()}
    second = {"mark-1-across": "100", "mark-1-down": "0", "mark-1-comment": ""}

    send(
        browser,
        meaning,
        **HERE,
        **second,
        **{"mark-0-kind": kinds[UNCLEAR], "mark-1-kind": kinds[LIKE], "mark-0-comment": "Why?"},
    )

    version = ReplyVersion.objects.get()
    assert marks_of(version) == [(325, 600, "Why?"), (1000, 0, "")]
    named = version.values.order_by("place").values_list("item__text", flat=True)
    assert list(named) == [UNCLEAR, LIKE]
    picture = meaning.wording.items.get(key="picture").picture
    assert {value.file for value in version.values.all()} == {picture}


def test_where_the_picture_is_pressed_a_mark_is_put_and_nothing_typed_is_lost(browser, question):
    first = send(browser, question, **{"at.x": "80", "at.y": "80", "mark-0-comment": "The door"})

    assert (first.status_code, Reply.objects.exists()) == (200, False)
    assert drafted() == {
        "mark-0-across": ["25"],
        "mark-0-down": ["50"],
        "mark-0-comment": ["The door"],
    }
    assert "translate(250 250)" in text_of(first)

    typed = {name: typed[0] for name, typed in drafted().items()}
    seen = Draft.objects.get().saved_at.isoformat()
    send(browser, question, seen=seen, **typed, **{"at.x": "320", "at.y": "0"})

    assert (drafted()["mark-1-across"], drafted()["mark-1-down"]) == (["100"], ["0"])


def test_a_mark_can_be_added_without_pressing_and_taken_out_again(browser, question):
    page = send(browser, question, **HERE, add="1")
    assert text_of(page).count("<fieldset><legend") == 2

    seen = Draft.objects.get().saved_at.isoformat()
    further = {"mark-1-across": "1", "mark-1-down": "2", "mark-1-comment": "Stays"}
    send(browser, question, seen=seen, **HERE, **further, unmark="1")

    assert drafted() == {
        "mark-0-across": ["1"],
        "mark-0-down": ["2"],
        "mark-0-comment": ["Stays"],
    }


@pytest.mark.parametrize("where", ["-1", "100.1", "NaN", "Infinity", "1e400", "left", "", "5.55"])
def test_what_is_on_no_place_of_the_picture_is_refused(browser, question, where):
    response = send(browser, question, **HERE | {"mark-0-across": where})

    assert response.status_code == 422
    assert not Reply.objects.exists()


@pytest.mark.parametrize(
    "pressed",
    [
        {"at.x": "999999999", "at.y": "1"},
        {"at.x": "99999", "at.y": "99999"},
        {"at.x": "-5", "at.y": "1"},
        {"at.x": "NaN", "at.y": "NaN"},
        {"at.x": "1"},
        {"unmark": "999999999999"},
        {"unmark": "0"},
        {"unmark": "x"},
    ],
)
def test_what_no_page_of_ours_sends_is_answered_calmly(browser, question, pressed):
    assert send(browser, question, **HERE, **pressed).status_code == 200
    placed = [typed for name, typed in drafted().items() if "across" in name]
    assert all(0 <= float(typed[0]) <= 100 for typed in placed)


def test_more_marks_than_are_asked_for_are_refused(browser, question):
    many = {f"mark-{mark}-{part}": "5" for mark in range(11) for part in ("across", "down")}

    response = send(browser, question, **many)

    assert "These are more marks than are asked for." in text_of(response)
    assert not Reply.objects.exists()


def test_a_thousand_million_marks_are_not_even_read(browser, question):
    page = send(browser, question, **HERE, **{"mark-999999999-across": "1", "mark-999-down": "1"})

    assert page.status_code == 422
    assert text_of(page).count("<fieldset><legend") == 60
    many = {f"mark-{mark}-across": "1" for mark in range(1001)}
    assert send(browser, question, **many).status_code == 400


def test_others_see_the_picture_with_numbered_pins_and_what_was_said(board, question, person):
    answer = factories.answer(person, question, "")
    factories.mark(answer, 325, 600, "The light")
    reader = factories.participant(board)
    before = text_of(browser_of(reader).get(address(question)))
    factories.answer(reader, question, "Nothing to add.")

    after = text_of(browser_of(reader).get(address(question)))

    assert ("The light" in before, "The light" in after) == (False, True)
    assert "translate(325 300)" in after
    assert "(32% across, 60% down)" in after
    picture = question.wording.items.get(key="picture").picture
    assert f'href="{reverse("file", args=["cop", picture.pk])}"' in after


def test_a_correction_begins_with_the_marks_as_they_are(meaning, person):
    answer = factories.answer(person, meaning, "")
    factories.mark(answer, 325, 600, "The light", kind="i-like-this")
    kind = meaning.wording.items.get(key="i-like-this")

    fields = KINDS[Kind.ANNOTATE].fields_from(meaning.wording, content_of(answer.versions.get()))

    assert fields == {
        "mark-0-across": ["32.5"],
        "mark-0-down": ["60"],
        "mark-0-kind": [str(kind.pk)],
        "mark-0-comment": ["The light"],
    }
    again = KINDS[Kind.ANNOTATE].form(meaning.wording, person, fields_as_posted(fields))
    assert again.is_valid()
    assert again.content().says_the_same_as(content_of(answer.versions.get()))


def fields_as_posted(fields: dict[str, list[str]]) -> dict[str, object]:
    return {name: typed[0] for name, typed in fields.items()}


def test_what_is_said_to_a_mark_can_be_hidden_also_in_what_is_typed_to_correct_it(
    board, question, person
):
    answer = factories.answer(person, question, "")
    factories.mark(answer, 325, 600, "Like Anna's 32 lamps")
    Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        fields={"mark-0-across": ["32"], "mark-0-comment": ["Anna's 32 lamps"]},
        saved_at=factories.NOW,
    )

    redact_phrase(
        reply=answer,
        phrase="Anna's 32",
        replacement="[her]",
        by=factories.facilitator(board).user,
        now=factories.NOW,
    )

    assert AnswerValue.objects.get().text == "Like [her] lamps"
    assert Draft.objects.get().fields == {
        "mark-0-across": ["32"],
        "mark-0-comment": ["[her] lamps"],
    }


def test_without_its_picture_a_question_can_still_be_answered(board, browser, question):
    question.wording.items.filter(key="picture").update(picture=None)

    page = browser.get(address(question))
    assert (page.status_code, "A field of red" in text_of(page)) == (200, True)
    send(browser, question, **HERE)

    assert marks_of(ReplyVersion.objects.get()) == [(325, 600, "")]
