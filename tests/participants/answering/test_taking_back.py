"""Somebody takes a single post of theirs back: its words go, and nothing locks (rule 4, ADR 48)."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from pytest_django import Settings

from bulletin.audit.models import Entry
from participants.actions.drafting import save_draft
from participants.actions.posting import NotOpen
from participants.actions.unlocking import note_served
from participants.actions.withdrawing import withdraw, withdraw_reply
from participants.enums import AnswersAfterWithdrawal
from participants.gate.openness import unanswered_required
from participants.models import (
    AnswerValue,
    Call,
    Draft,
    Membership,
    Participant,
    Redaction,
    Reply,
    ReplyVersion,
    Upload,
)
from sessions.enums import Kind, OnWithdrawal
from sessions.models import Board, Question
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import readable, say, texts
from tests.participants.routing.choosing import choose, held_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


def take_back(me: Participant, reply: Reply) -> Reply:
    withdraw_reply(participant=me, reply=reply, now=NOW + HOUR)
    reply.refresh_from_db()
    return reply


def test_its_words_are_gone_in_every_version_and_others_stay(
    me: Participant, question: Question
) -> None:
    answer = say(me, question, "First.")
    say(me, question, "Second.", now=NOW + HOUR)
    answer.refresh_from_db()
    factories.value(answer, text="Chosen.")
    factories.redact(answer, "Second")
    kept = factories.comment(me, answer, "I stand by this.")

    take_back(me, answer)

    gone = ReplyVersion.objects.filter(reply=answer)
    left = gone.values_list("text", "html", "original", "lexemes", "source", "withdrawn_at")
    assert set(left) == {("", "", "", None, "", NOW + HOUR)}
    assert answer.withdrawn_at == NOW + HOUR
    assert not AnswerValue.objects.exists()
    assert not Redaction.objects.exists()
    assert texts(kept) == ["I stand by this."]


def test_what_others_wrote_under_it_stays_theirs(me: Participant, question: Question) -> None:
    peer = factories.participant(me.board)
    answer = say(me, question)
    theirs = factories.comment(peer, answer, "Well said.")
    factories.call(peer, answer, why="Please look.")

    take_back(me, answer)

    assert texts(theirs) == ["Well said."]
    assert theirs in readable(me)
    assert Call.objects.get().why == "Please look."


def test_files_that_nothing_else_has_go_and_others_stay(
    me: Participant,
    question: Question,
    settings: Settings,
    tmp_path: Path,
    django_capture_on_commit_callbacks,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    place = factories.question(question.stage, kind=Kind.FILE)
    answer = factories.answer(me, place, "")
    gone = factories.file_in(answer)
    drafted = factories.upload(me, place)

    with django_capture_on_commit_callbacks(execute=True):
        take_back(me, answer)

    assert [one.file for one in Upload.objects.all()] == [drafted]
    assert not default_storage.exists(str(gone.file.name))


def test_it_locks_nothing_and_is_not_left_to_do_again(me: Participant, question: Question) -> None:
    theirs = factories.answer(factories.participant(me.board), question)
    mine = say(me, question)
    assert theirs in readable(me)

    take_back(me, mine)

    assert theirs in readable(me)
    assert question not in unanswered_required(me)


def test_the_draft_of_its_box_goes_and_those_of_other_boxes_stay(
    me: Participant, question: Question
) -> None:
    answer = say(me, question)
    other = factories.question(question.stage)
    for box in (question, other):
        save_draft(participant=me, question=box, fields={"text": ["half"]}, now=NOW, seen=NOW)

    take_back(me, answer)

    assert [draft.question for draft in Draft.objects.all()] == [other]


@pytest.mark.parametrize("served", [False, True])
def test_answering_again_is_marked_by_what_had_been_read(
    me: Participant, question: Question, served: bool
) -> None:
    answer = say(me, question, "Named a client.")
    if served:
        note_served(me, question, now=NOW)
    take_back(me, answer)

    again = say(me, question, "Without the name.", now=NOW + 2 * HOUR)

    again.refresh_from_db()
    assert (again, again.withdrawn_at) == (answer, None)
    assert texts(again) == ["", "Without the name."]
    last = again.versions.latest("number")
    assert (last.after_reading, last.withdrawn_at) == (served, None)


def test_the_same_words_again_are_given_again(me: Participant, question: Question) -> None:
    answer = take_back(me, say(me, question, "Yes."))

    say(me, question, "Yes.", now=NOW + 2 * HOUR)

    assert texts(answer) == ["", "Yes."]


def test_once_its_stage_has_closed_it_is_not_answered_again(me: Participant) -> None:
    stage = factories.stage(me.board, closes_at=NOW + HOUR)
    question = factories.question(stage)
    answer = take_back(me, say(me, question))

    with pytest.raises(NotOpen):
        say(me, question, now=NOW + 2 * HOUR)

    assert texts(answer) == [""]


def test_a_second_call_changes_nothing(me: Participant, question: Question) -> None:
    answer = take_back(me, say(me, question))

    withdraw_reply(participant=me, reply=answer, now=NOW + 2 * HOUR)

    answer.refresh_from_db()
    assert answer.withdrawn_at == NOW + HOUR
    assert Entry.objects.filter(action="reply_withdrawn").count() == 1


def test_nobody_takes_back_what_somebody_else_wrote(me: Participant, question: Question) -> None:
    theirs = say(factories.participant(me.board), question, "Theirs.")

    take_back(me, theirs)

    assert (theirs.withdrawn_at, texts(theirs)) == (None, ["Theirs."])


@pytest.mark.parametrize(
    ("setting", "until", "may"),
    [
        (OnWithdrawal.ASK, None, True),
        (OnWithdrawal.REMOVE, None, True),
        (OnWithdrawal.KEEP, None, False),
        (OnWithdrawal.ASK, NOW + 2 * HOUR, True),
        (OnWithdrawal.ASK, NOW + HOUR, False),
    ],
)
def test_it_holds_as_long_as_whoever_withdraws_may_have_answers_removed(
    me: Participant, question: Question, setting: OnWithdrawal, until: object, may: bool
) -> None:
    Board.objects.filter(pk=me.board_id).update(withdrawal_answers=setting, withdrawal_until=until)
    me.refresh_from_db()
    answer = say(me, question)

    if may:
        assert take_back(me, answer).withdrawn_at
    else:
        with pytest.raises(NotOpen):
            take_back(me, answer)


def test_while_the_board_is_paused_it_can_be_taken_back(
    me: Participant, question: Question
) -> None:
    answer = say(me, question)
    factories.pause(me.board)

    assert take_back(me, answer).withdrawn_at


def test_what_the_answer_led_to_is_settled_as_if_it_had_not_been_given(me: Participant) -> None:
    board = me.board
    sector = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sector, one) for one in ("health", "care"))
    where = factories.routing_question(factories.stage(board), health, care)
    answer = choose(me, where, "health")
    assert held_by(me) == ["health"]

    take_back(me, answer)

    assert not Membership.objects.exists()


def test_leaving_afterwards_keeps_when_it_was_taken_back(
    me: Participant, question: Question
) -> None:
    first, second = say(me, question), say(me, factories.question(question.stage))
    take_back(me, first)

    later = NOW + 2 * HOUR
    withdraw(participant=me, answers=AnswersAfterWithdrawal.REMOVE, now=later, by=None)

    assert dict(Reply.objects.values_list("pk", "withdrawn_at")) == {
        first.pk: NOW + HOUR,
        second.pk: later,
    }
    assert set(ReplyVersion.objects.values_list("withdrawn_at", flat=True)) == {NOW + HOUR, later}


def test_a_probe_about_it_waits_for_no_reply_any_more(me: Participant, question: Question) -> None:
    answer = say(me, question)
    factories.probe(factories.facilitator(me.board), answer, needs_reply=True)
    assert Reply.objects.asking(me).exists()

    take_back(me, answer)

    assert not Reply.objects.asking(me).exists()


def test_the_trail_keeps_who_and_when_and_no_word(me: Participant, question: Question) -> None:
    answer = take_back(me, say(me, question))

    entry = Entry.objects.get(action="reply_withdrawn")
    assert (entry.actor, entry.subject, entry.at, entry.details) == (
        None,
        answer.pk,
        NOW + HOUR,
        {},
    )
