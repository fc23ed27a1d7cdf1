"""The page that hides words of a reply: looked at first, then done; undone by a facilitator."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from bulletin.audit.models import Entry
from participants.models import Redaction, Reply
from sessions.enums import Kind, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.coding.conftest import read, url
from tests.moderation.desk.trails import trail

LOOK = {"phrase": "JANEDOE", "reads": "[a colleague]", "own": "", "look": ""}
HIDE = {**LOOK, "hide": "", "looked": "False JANEDOE"}
del HIDE["look"]


def look(client: Client, reply: Reply, **typed: str) -> str:
    response = client.post(url("desk_redaction", reply.pk), LOOK | typed)
    assert response.status_code == 200
    return response.content.decode()


def hide(client: Client, reply: Reply) -> None:
    assert client.post(url("desk_redaction", reply.pk), HIDE).status_code == 302


def test_what_will_change_is_said_before_it_does(
    answer: Reply, question: Question, board: Board, moderator: Client
) -> None:
    factories.version(answer, "JANEDOE, JANEDOE and the JANEDOES.")
    factories.comment(factories.participant(board, pseudonym="Calm Elm"), answer, "With JANEDOE.")

    page = look(moderator, answer)

    assert "<strong>3 places</strong> in 2 versions of this reply will read" in page
    assert "Ask <del>JANEDOE</del><ins>[a colleague]</ins> about it." in page
    assert "They also stand inside 1 longer word" in page
    assert "These words also stand in 1 other reply:" in page
    assert "<strong>Calm Elm</strong>" in page
    assert Redaction.objects.count() == 0


def test_the_words_of_other_are_told_of(
    board: Board, question: Question, moderator: Client
) -> None:
    closed = factories.question(question.stage, kind=Kind.SINGLE, options=["Yes"])
    reply = factories.answer(factories.participant(board), closed, "JANEDOE.")
    factories.value(reply, text="Ask JANEDOE")

    page = look(moderator, reply)

    assert "<strong>2 places</strong> in 1 version of this reply will read" in page
    assert "1 of them stands in the words of “other”." in page


def test_words_are_hidden_only_after_just_these_were_looked_at(
    answer: Reply, moderator: Client
) -> None:
    for typed in ({"looked": ""}, {"looked": "False about"}, {"in_longer": "on"}):
        response = moderator.post(url("desk_redaction", answer.pk), HIDE | typed)
        assert (response.status_code, Redaction.objects.count()) == (200, 0)

    hide(moderator, answer)

    page = read(moderator, "desk_question", answer.question_id)
    assert "Ask [a colleague] about it." in page
    assert "JANEDOE" not in page
    assert "Words hidden by The moderator on Tue 30 March, 13:00" in page


def test_own_words_are_wanted_where_they_are_chosen(answer: Reply, moderator: Client) -> None:
    own = {"reads": "own"}
    for typed, error in (
        ({"own": ""}, "Please write what is read there."),
        ({"own": "old JANEDOE"}, "These are the words to hide themselves."),
        ({"phrase": " "}, "This field is required."),
    ):
        response = moderator.post(url("desk_redaction", answer.pk), LOOK | own | typed)
        assert response.status_code == 422
        assert error in response.content.decode()

    assert "will read “[my words]”" in look(moderator, answer, **own, own="[my words]")


def test_what_stands_nowhere_is_said_and_offers_nothing_to_hide(
    answer: Reply, moderator: Client
) -> None:
    page = look(moderator, answer, phrase="janedoe")

    assert "These words stand nowhere in this reply" in page
    assert 'name="hide"' not in page


def test_a_preview_shows_nobody_what_is_hidden_already(answer: Reply, moderator: Client) -> None:
    hide(moderator, answer)

    for phrase in ("Ask", "about it", "Ask [a colleague]", "JANEDOE"):
        page = look(moderator, answer, phrase=phrase)
        assert page.count("JANEDOE") == (2 if phrase == "JANEDOE" else 0)


@pytest.fixture
def hidden(answer: Reply, moderator: Client) -> Reply:
    hide(moderator, answer)
    return answer


def test_a_facilitator_alone_looks_at_what_was_written_and_the_trail_says_so(
    hidden: Reply, facilitator: Client, moderator: Client, staff: dict[Role, StaffMember]
) -> None:
    for client in (facilitator, moderator):
        assert "JANEDOE" not in read(client, "desk_redaction", hidden.pk)
    assert "Show what was written" not in read(moderator, "desk_redaction", hidden.pk)

    shown = facilitator.post(url("desk_original", hidden.pk))
    refused = moderator.post(url("desk_original", hidden.pk))

    assert (shown.status_code, refused.status_code) == (200, 403)
    assert "Ask JANEDOE about it." in shown.content.decode()
    assert "JANEDOE" not in read(facilitator, "desk_redaction", hidden.pk)
    by = staff[Role.FACILITATOR].user.pk
    assert trail()[-1] == ("original_read", by, hidden.pk)


def test_a_facilitator_takes_it_back(hidden: Reply, facilitator: Client) -> None:
    redaction = Redaction.objects.get()

    facilitator.post(url("desk_redaction_removal", redaction.pk))

    assert "Ask JANEDOE about it." in read(facilitator, "desk_question", hidden.question_id)
    assert trail()[-1][0] == "redaction_taken_back"


def test_what_is_destroyed_is_shown_to_nobody_and_cannot_be_taken_back(
    hidden: Reply, facilitator: Client
) -> None:
    for _time in range(2):
        facilitator.post(url("desk_destruction", hidden.pk))
    assert [action for action, *_ in trail()].count("original_destroyed") == 1

    facilitator.post(url("desk_redaction_removal", Redaction.objects.get().pk))
    shown = facilitator.post(url("desk_original", hidden.pk)).content.decode()

    assert "JANEDOE" not in shown
    assert "What was written is destroyed:" in shown
    assert "Destroy the original" not in shown
    assert "[a colleague]" in read(facilitator, "desk_question", hidden.question_id)


def test_the_trail_tells_in_sentences_and_never_which_words(
    hidden: Reply, facilitator: Client
) -> None:
    facilitator.post(url("desk_original", hidden.pk))
    facilitator.post(url("desk_destruction", hidden.pk))

    page = read(facilitator, "desk_audit")

    for sentence in (
        "hid words of a reply by Heron 01, in 1 place",
        "looked at what was written under hidden words by Heron 01",
        "destroyed what was written under hidden words by Heron 01",
    ):
        assert sentence in page
    assert not any("JANEDOE" in str(entry.details) for entry in Entry.objects.all())


def test_a_tombstone_has_no_words_to_hide(answer: Reply, facilitator: Client) -> None:
    Reply.objects.filter(pk=answer.pk).update(withdrawn_at=factories.NOW)

    assert facilitator.get(url("desk_redaction", answer.pk)).status_code == 404


def test_the_page_asks_the_same_queries_however_often_the_words_stand(
    board: Board,
    question: Question,
    answer: Reply,
    moderator: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    factories.redact(answer, "about")
    for wanted in (1, 3):
        while answer.versions.count() < wanted:
            factories.redact(answer, "JANEDOE", "[first]")
            factories.version(answer, "Ask JANEDOE about JANEDOE.")
        while question.replies.count() < 1 + wanted:
            factories.answer(factories.participant(board), question, "JANEDOE")
        with django_assert_num_queries(QUERIES_OF_A_LOOK):
            look(moderator, answer)


# A savepoint and its end; session, user, member with board; the reply, its versions, values
# and redactions; who hid what; other replies, their versions and values; the pause; alarms.
QUERIES_OF_A_LOOK = 15
