"""Redacted words are gone from what anybody reads; the original lies beside until destroyed."""

import pytest

from participants.actions.redacting import rewrite
from participants.models import Reply, ReplyVersion
from sessions.enums import Kind
from sessions.models import Board
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def answer(board: Board) -> Reply:
    question = factories.question(factories.stage(board))
    return factories.answer(factories.participant(board), question, "Ask JANEDOE 👩‍⚕️ or JANEDOE.")


def version_of(reply: Reply) -> ReplyVersion:
    return reply.versions.get()


def test_what_is_read_holds_the_replacement_and_the_original_lies_beside(answer: Reply) -> None:
    factories.redact(answer, "JANEDOE", "[a colleague]")

    version = version_of(answer)
    assert version.text == "Ask [a colleague] 👩‍⚕️ or JANEDOE."
    assert version.html == "<p>Ask [a colleague] 👩‍⚕️ or JANEDOE.</p>"
    assert version.original == "Ask JANEDOE 👩‍⚕️ or JANEDOE."


def test_a_redaction_taken_back_leaves_what_was_submitted(answer: Reply) -> None:
    before = version_of(answer)
    factories.redact(answer, "JANEDOE").delete()
    assert version_of(answer).text != before.text

    rewrite(version_of(answer))

    after = version_of(answer)
    assert (after.text, after.html, after.original) == (before.text, before.html, "")


def test_the_words_of_other_are_redacted_too(board: Board) -> None:
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["Yes"])
    reply = factories.answer(factories.participant(board), question, "")
    other = factories.value(reply, text="Ask JANEDOE.")

    factories.redact(reply, "JANEDOE", "[name]", value=other)

    other.refresh_from_db()
    assert (other.text, other.original) == ("Ask [name].", "Ask JANEDOE.")
    assert version_of(reply).text == ""


def test_a_search_no_longer_finds_redacted_words(answer: Reply) -> None:
    factories.redact(answer, "JANEDOE 👩‍⚕️ or JANEDOE", "[a colleague]")

    lexemes = str(version_of(answer).lexemes)
    assert "janedo" not in lexemes
    assert "colleagu" in lexemes
