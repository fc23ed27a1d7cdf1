"""What staff see of a post that its author took back, and what of theirs hung on its words."""

import pytest
from django.test import Client
from django.urls import reverse

from moderation.coding.counts import codable, coded_with
from moderation.desk.facts.listing import facts_of
from moderation.desk.waiting import unanswered_probes
from moderation.enums import ReplyState
from moderation.models import Transcript
from moderation.transcripts.lines import holds_removed_words, last_removal
from moderation.transcripts.rows import rows
from moderation.web import Desk
from participants.actions.withdrawing import withdraw_reply
from participants.models import Participant, Reply
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import say

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope?")


@pytest.fixture
def answer(person: Participant, question: Question) -> Reply:
    return say(person, question, "I named a client.")


@pytest.fixture
def desk(board: Board) -> Desk:
    return Desk(member=factories.facilitator(board), board=board, now=NOW)


def take_back(reply: Reply) -> None:
    assert reply.participant is not None
    withdraw_reply(participant=reply.participant, reply=reply, now=NOW + HOUR)


def test_the_desk_says_that_its_author_took_it_back(
    facilitator: Client, board: Board, answer: Reply, question: Question
) -> None:
    take_back(answer)

    page = reverse("desk_question", args=[board.slug, question.pk])
    html = facilitator.get(page).content.decode()

    assert "Its author has taken this back: its words are gone." in html
    assert "They have withdrawn" not in html


def test_the_trail_says_who_did_it(facilitator: Client, board: Board, answer: Reply) -> None:
    take_back(answer)

    html = facilitator.get(reverse("desk_audit", args=[board.slug])).content.decode()

    assert "took back something they had written" in html


def test_a_persons_own_history_keeps_it_though_they_answered_anew(
    desk: Desk, person: Participant, question: Question, answer: Reply
) -> None:
    take_back(answer)
    say(person, question, "I named nobody.", now=NOW + 2 * HOUR)

    told = [fact.what for fact in facts_of(desk, person)]

    assert told.count("Took back what they wrote under “What did you hope?”") == 1


def test_a_code_of_words_taken_back_counts_no_more_when_they_are_said_anew(
    desk: Desk, person: Participant, question: Question, answer: Reply
) -> None:
    code = factories.code(desk.board)
    factories.coding(code, answer)
    assert coded_with(codable(desk), code).exists()
    take_back(answer)

    say(person, question, "I named nobody.", now=NOW + 2 * HOUR)

    assert codable(desk).get() == answer
    assert not coded_with(codable(desk), code).exists()


def test_nobody_waits_for_a_word_on_what_was_taken_back(desk: Desk, answer: Reply) -> None:
    factories.probe(desk.member, answer, needs_reply=True)
    assert unanswered_probes(desk.member).exists()

    take_back(answer)

    assert not unanswered_probes(desk.member).exists()


def test_transcripts_begun_before_are_removed(desk: Desk, answer: Reply) -> None:
    made = Transcript.objects.create(
        board=desk.board, format="json", identity="pseudonym", asked_at=NOW,
        started_at=NOW, finished_at=NOW,
        checksum="0",
        expires_at=NOW + 9 * HOUR, file="x",
    )  # fmt: skip
    assert not Transcript.objects.to_remove(now=NOW + HOUR).exists()

    take_back(answer)

    assert Transcript.objects.to_remove(now=NOW + HOUR).get() == made
    assert holds_removed_words(made, last_removal(desk.board))


def test_a_transcript_shows_that_words_were_taken_back_beside_what_was_said_anew(
    desk: Desk, person: Participant, question: Question, answer: Reply
) -> None:
    factories.coding(factories.code(desk.board), answer)
    take_back(answer)
    say(person, question, "I named nobody.", now=NOW + 2 * HOUR)
    made = Transcript.objects.create(
        board=desk.board,
        format="json",
        identity="pseudonym",
        asked_at=NOW + 3 * HOUR,
        asked_by=desk.user,
    )

    told = [(row.version, row.words, row.state, row.codes) for row in rows(made)]

    assert told == [
        (1, "", [ReplyState.WITHDRAWN], []),
        (2, "I named nobody.", [], []),
    ]
