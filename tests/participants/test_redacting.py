"""Redacted words are gone from what anybody reads; the original lies beside until destroyed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from bulletin import clock
from bulletin.audit.models import Entry
from participants.actions.drafting import save_draft
from participants.actions.redacting import (
    destroy_originals,
    redact_phrase,
    rewrite,
    take_back,
)
from participants.models import AnswerValue, Draft, Participant, Redaction, Reply, ReplyVersion
from sessions.actions.errors import Refused
from sessions.enums import Kind
from sessions.models import Board
from tests import factories
from tests.participants.visits import address, browser_of, form_of, text_of

NOW, HOUR = factories.NOW, factories.HOUR

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

    rewrite(answer)

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


def hide(reply: Reply, phrase: str, **how: Any) -> int:
    by = factories.facilitator(reply.board).user
    how = {"replacement": "[a colleague]", "now": NOW, **how}
    return redact_phrase(reply=reply, phrase=phrase, by=by, **how)


def texts_of(reply: Reply) -> list[str]:
    return list(reply.versions.order_by("number").values_list("text", flat=True))


def test_a_phrase_is_hidden_wherever_it_stands_in_every_version(answer: Reply) -> None:
    factories.version(answer, "JANEDOE said so; not JANEDOES.")

    assert hide(answer, "JANEDOE") == 3

    assert texts_of(answer) == [
        "Ask [a colleague] 👩‍⚕️ or [a colleague].",
        "[a colleague] said so; not JANEDOES.",
    ]


def test_a_part_of_a_longer_word_is_hidden_where_that_is_asked_for(answer: Reply) -> None:
    factories.version(answer, "JANEDOES")

    assert hide(answer, "JANEDOE", in_longer=True) == 3

    assert texts_of(answer)[1] == "[a colleague]S"


def test_words_are_found_however_their_accents_are_typed(answer: Reply) -> None:
    factories.version(answer, "Ask Ren\u00e9.")

    assert hide(answer, "Rene\u0301") == 1

    assert texts_of(answer)[1] == "Ask [a colleague]."


def test_the_words_of_other_are_hidden_with_the_rest_and_a_vote_never(board: Board) -> None:
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["agree"])
    reply = factories.answer(factories.participant(board), question, "")
    factories.value(reply, "agree", text="agree")
    factories.value(reply, text="I agree, said JANEDOE.")

    assert hide(reply, "agree", replacement="[yes]") == 1
    assert hide(reply, "JANEDOE") == 1

    texts = set(AnswerValue.objects.values_list("text", "original"))
    assert texts == {
        ("agree", ""),
        ("I [yes], said [a colleague].", "I agree, said JANEDOE."),
    }


def test_words_that_are_hidden_in_part_are_hidden_whole(answer: Reply) -> None:
    """The wider phrase is chosen in what is read now, or typed as it was submitted."""
    for wider in ("[a colleague] 👩‍⚕️", "JANEDOE 👩‍⚕️"):
        hide(answer, "JANEDOE")

        assert hide(answer, wider, replacement="[two people]") == 1

        assert texts_of(answer) == ["Ask [two people] or [a colleague]."]
        Redaction.objects.all().delete()
        rewrite(answer)


def test_what_is_hidden_already_is_no_place_to_hide(answer: Reply) -> None:
    hide(answer, "JANEDOE")

    for phrase in ("JANEDOE", "colleague", "nowhere", ""):
        with pytest.raises(Refused):
            hide(answer, phrase, replacement="[again]")

    assert Redaction.objects.count() == 2
    assert texts_of(answer) == ["Ask [a colleague] 👩‍⚕️ or [a colleague]."]


def test_all_that_one_press_hid_is_taken_back_together(answer: Reply) -> None:
    before = rows(answer)
    by = factories.facilitator(answer.board).user
    hide(answer, "JANEDOE")
    hide(answer, "or", now=NOW + HOUR)

    assert take_back(redaction=redaction_of("or"), by=by, now=NOW)
    assert texts_of(answer) == ["Ask [a colleague] 👩‍⚕️ or [a colleague]."]
    kept = redaction_of("JANEDOE")
    assert [take_back(redaction=kept, by=by, now=NOW) for _time in range(2)] == [True, False]

    assert rows(answer) == before


def rows(reply: Reply) -> list[Any]:
    return list(reply.versions.values_list())


def redaction_of(words: str) -> Redaction:
    """The first of those that hide these words."""
    return next(
        one
        for one in Redaction.objects.select_related("version")
        if one.version.original[one.start : one.end] == words
    )


def test_a_destroyed_original_is_nowhere_and_is_not_taken_back(board: Board) -> None:
    question = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["Yes"])
    reply = factories.answer(factories.participant(board), question, "Ask JANEDOE.")
    factories.value(reply, text="JANEDOE")
    hide(reply, "JANEDOE")
    assert stored(reply, "JANEDOE") != []
    by = factories.facilitator(board).user

    assert [destroy_originals(reply=reply, by=by, now=NOW) for _time in range(2)] == [True, False]

    assert stored(reply, "JANEDOE") == []
    assert set(Redaction.objects.values_list("destroyed_at", "destroyed_by")) == {(NOW, by.pk)}
    one = Redaction.objects.select_related("version").earliest("pk")
    assert not take_back(redaction=one, by=by, now=NOW)
    rewrite(reply)
    assert texts_of(reply) == ["Ask [a colleague]."]


def test_after_a_destruction_more_can_be_hidden(answer: Reply) -> None:
    hide(answer, "JANEDOE")
    destroy_originals(reply=answer, by=factories.facilitator(answer.board).user, now=NOW)

    assert hide(answer, "Ask", replacement="[verb]", now=NOW + HOUR) == 1

    version = version_of(answer)
    assert version.text == "[verb] [a colleague] 👩‍⚕️ or [a colleague]."
    assert version.original == "Ask [a colleague] 👩‍⚕️ or [a colleague]."


def stored(reply: Reply, words: str) -> list[str]:
    """The names of the columns of this reply that hold these words."""
    owned: list[Model] = [
        *ReplyVersion.objects.filter(reply=reply),
        *AnswerValue.objects.filter(version__reply=reply),
        *Redaction.objects.filter(version__reply=reply),
        *Draft.objects.all(),
        *Entry.objects.all(),
    ]
    return [
        f"{type(row).__name__}.{field.name}"
        for row in owned
        for field in row._meta.concrete_fields
        if words.casefold() in str(getattr(row, field.attname)).casefold()
    ]


def test_the_trail_says_who_hid_words_and_not_which(answer: Reply) -> None:
    by = factories.facilitator(answer.board).user

    hide(answer, "JANEDOE", replacement="[HERNAME]")

    entry = Entry.objects.get(action="reply_redacted")
    assert (entry.actor, entry.subject) == (by.pk, answer.pk)
    assert entry.details == {"places": 2, "versions": 1}


@pytest.fixture
def author(answer: Reply) -> Participant:
    assert answer.participant is not None
    return answer.participant


def test_a_correction_begun_brings_the_words_not_back(answer: Reply, author: Participant) -> None:
    fields = {"text": ["Ask JANEDOE, JANEDOES, or me. "]}
    save_draft(
        participant=author, question=answer.question, fields=fields, now=NOW + HOUR, seen=NOW
    )
    elsewhere = factories.question(answer.question.stage)
    save_draft(participant=author, question=elsewhere, fields=fields, now=NOW)

    hide(answer, "JANEDOE")

    drafts = {draft.question: draft.fields for draft in Draft.objects.all()}
    assert drafts == {
        answer.question: {"text": ["Ask [a colleague], JANEDOES, or me. "]},
        elsewhere: fields,
    }


def test_hidden_words_leave_every_page_of_participants(answer: Reply, author: Participant) -> None:
    """The page that another has open asks again, and is told that there is something new."""
    question, board = answer.question, answer.board
    reader = factories.participant(board)
    factories.answer(reader, question, "Mine.")
    factories.comment(reader, answer, "I know JANEDOE.")
    theirs, own = browser_of(reader), browser_of(author, now=NOW)
    poll = reverse("replies", args=[board.slug, question.pk])
    htmx = {"HX-Request": "true"}
    first = theirs.get(poll, headers=htmx)
    again = htmx | {"If-None-Match": first.headers["ETag"]}
    assert theirs.get(poll, headers=again).status_code == 304
    pages = [
        (theirs, address(question)),
        (own, address(question)),
        (own, f"{address(question)}?correct=1"),
        (theirs, reverse("comments", args=[board.slug, answer.pk])),
    ]
    assert ["JANEDOE" in text_of(one.get(page)) for one, page in pages] == [True] * 4

    hide(answer, "JANEDOE")
    hide(answer.children.get(), "JANEDOE")

    changed = theirs.get(poll, headers=again)
    assert changed.status_code == 200
    assert "JANEDOE" not in text_of(changed)
    assert "Ask [a colleague]" in text_of(changed)
    assert ["JANEDOE" in text_of(one.get(page)) for one, page in pages] == [False] * 4


def test_the_totals_of_a_closed_question_tell_hidden_words_no_more(board: Board) -> None:
    question = factories.question(
        factories.stage(board), kind=Kind.SINGLE, options=["Yes"], settings={"other": True}
    )
    people = [factories.participant(board) for _number in range(4)]
    replies = [factories.answer(person, question, "") for person in people]
    for reply in replies:
        factories.value(reply, text="Ask JANEDOE")
    browser = browser_of(people[0])
    poll = reverse("replies", args=[board.slug, question.pk])
    first = browser.get(poll, headers={"HX-Request": "true"})
    assert text_of(first).count("JANEDOE") >= 4

    for reply in replies:
        hide(reply, "JANEDOE")

    again = {"HX-Request": "true", "If-None-Match": first.headers["ETag"]}
    changed = browser.get(poll, headers=again)
    assert (changed.status_code, text_of(changed).count("JANEDOE")) == (200, 0)


def test_the_author_may_go_on_to_correct_what_they_read(answer: Reply, author: Participant) -> None:
    hide(answer, "JANEDOE")
    clock.move_to(NOW + timedelta(minutes=5))
    said = "Ask [a colleague] 👩‍⚕️ again."

    form = form_of(answer.question, text=said, seen=clock.now().isoformat())
    browser_of(author).post(address(answer.question), form)

    assert texts_of(answer)[1] == said
