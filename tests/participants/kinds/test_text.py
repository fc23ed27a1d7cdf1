import pytest

from participants.kinds import KINDS
from participants.kinds.content import AnswerContent
from sessions.enums import Kind
from tests.participants.kinds.asking import filled, someone, wording

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["No", "Nothing", "👍", "7", "لا"])
def test_a_short_answer_is_an_answer_even_where_more_words_were_hoped_for(words: str) -> None:
    form = filled(wording(Kind.TEXT, settings={"min_words": 30}), text=words)

    assert form.is_valid()
    assert form.content() == AnswerContent(text=words)


@pytest.mark.parametrize("words", ["", "   \n", "\u200b\u200d", "**", "<p></p>", "\u00a0"])
def test_what_says_nothing_is_not_an_answer(words: str) -> None:
    form = filled(wording(Kind.TEXT), text=words)

    assert form.errors == {"text": ["Please write something here. One word is enough."]}


def test_a_copy_of_the_question_is_not_an_answer_and_the_message_says_so() -> None:
    form = filled(
        wording(Kind.TEXT, prompt="What did you **hope** for?"), text="What did you hope for?"
    )

    assert form.errors == {
        "text": ["This is the question itself. Please write what you think of it."]
    }


def test_words_are_kept_as_typed_but_for_outer_blanks_and_control_characters() -> None:
    form = filled(wording(Kind.TEXT), text="  One\r\n\r\n two\x00  ")

    assert form.is_valid()
    assert form.content().text == "One\n\n two"


def test_a_draft_stands_in_the_box() -> None:
    version = wording(Kind.TEXT)
    kind = KINDS[Kind.TEXT]

    fields = kind.fields_from(version, AnswerContent(text="As I said."))

    assert fields == {"text": ["As I said."]}
    assert kind.form(version, someone(version), initial=fields)["text"].value() == "As I said."


def test_an_empty_draft_leaves_an_empty_box() -> None:
    version = wording(Kind.TEXT)

    assert (
        KINDS[Kind.TEXT].form(version, someone(version), initial={"text": []})["text"].value()
        is None
    )
