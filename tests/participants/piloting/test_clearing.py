"""What testers wrote is cleared, and nothing of anybody else (DESIGN.md: Participant; rule 4)."""

from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import Model

from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from moderation.models import Coding, Note, Seen, Star
from participants.actions.piloting import Cleared, clear_testers, to_clear
from participants.models import Draft, Participant, Pilot, Reply, ReplyVersion, Skip
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, NOW
from tests.participants.answering.saying import say, texts

pytestmark = pytest.mark.django_db

PARTS = {"media", "focus_sessions", "participants", "moderation"}


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


def clear(board: Board) -> Cleared | None:
    return clear_testers(board=board, by=factories.facilitator(board).user, now=NOW)


def rows() -> dict[str, set[Any]]:
    """Every row there is of these parts, by its table, but for what is kept of pilots."""
    models: list[type[Model]] = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in PARTS and model is not Pilot
    ]
    return {
        model._meta.label: set(model._default_manager.values_list(*_columns(model)))
        for model in models
    }


def _columns(model: type[Model]) -> list[str]:
    """Those that can stand in a set."""
    unhashable = {"JSONField", "BinaryField", "SearchVectorField"}
    return [
        field.attname
        for field in model._meta.local_concrete_fields
        if field.get_internal_type() not in unhashable
    ]


def try_out(board: Board, question: Question, person: Participant, peers: Reply) -> None:
    """All that one tester may do, and all that staff may do about it."""
    moderator = factories.staff(board, Role.MODERATOR)
    answer = factories.answer(person, question, "Only a try.", said_at=NOW - DAY)
    factories.version(answer, "Once more.", said_at=NOW)
    factories.value(answer, text="A word.")
    factories.redact(answer, "Once")
    factories.probe(moderator, answer, needs_reply=True)
    beside = factories.comment(person, peers)
    beneath = factories.comment(moderator, beside)
    factories.comment(moderator, factories.comment(moderator, beneath))
    factories.call(person, factories.call_for_help(person, question))
    factories.call(person, peers)
    factories.coding(factories.code(board), answer)
    factories.star(moderator, answer)
    factories.seen(moderator, answer)
    factories.note(moderator, answer)
    factories.wish(moderator, answer)
    factories.reading(person, question)
    factories.finish(person, question.stage)
    Skip.objects.create(participant=person, question=question, skipped_at=NOW)
    Draft.objects.create(
        participant=person,
        question=question,
        question_version=question.wording,
        saved_at=NOW,
    )


def test_all_that_a_tester_did_is_gone_and_nothing_else(board: Board, question: Question) -> None:
    peers = factories.answer(factories.participant(board), question, "For real.")
    factories.coding(factories.code(board, "Hope"), peers)
    tester = factories.participant(board, tester=True)
    moderator_and_code_aside = {"focus_sessions.StaffMember", "moderation.Code"}
    before = rows()
    try_out(board, question, tester, peers)
    assert Coding.objects.count() == 2
    assert (Note.objects.count(), Seen.objects.count(), Star.objects.count()) == (2, 1, 1)

    told = to_clear(board)

    assert clear(board) == told == Cleared(testers=1, posts=3, by_staff=4)
    after = rows()
    assert {table for table in after if after[table] != before[table]} == moderator_and_code_aside


def test_their_places_and_ways_in_stay_and_they_can_answer_anew(
    board: Board, question: Question
) -> None:
    tester = factories.participant(board, tester=True)
    factories.answer(tester, question)
    clear(board)

    again = say(tester, question, "Anew.")

    assert texts(again) == ["Anew."]
    assert tester.consents.count() == 1


def test_files_of_theirs_are_removed_from_the_store(
    board: Board, question: Question, django_capture_on_commit_callbacks: Any
) -> None:
    answer = factories.answer(factories.participant(board, tester=True), question)
    kept = factories.picture(board)
    theirs = factories.file_in(answer)

    with django_capture_on_commit_callbacks(execute=True):
        clear(board)

    assert list(MediaFile.objects.all()) == [kept]
    assert default_storage.exists(str(kept.file.name))
    assert not default_storage.exists(str(theirs.file.name))
    assert not default_storage.exists(str(theirs.small.name))


def test_when_they_wrote_is_kept_and_the_trail_says_how_much_went(
    board: Board, question: Question
) -> None:
    other = factories.question(question.stage)
    for number, days in ((1, 2), (2, 1)):
        tester = factories.participant(board, tester=True)
        factories.answer(tester, question, said_at=NOW - days * DAY)
        factories.answer(tester, other, said_at=NOW - number * DAY)

    clear(board)

    pilot = Pilot.objects.get()
    today = NOW.astimezone(board.zone).date()
    assert (pilot.testers, pilot.posts) == (2, 4)
    assert (pilot.began_on, pilot.ended_on) == (today - 2 * DAY, today - DAY)
    assert Entry.objects.get(action="testers_cleared").details == {
        "testers": 2,
        "posts": 4,
        "by_staff": 0,
        "first": str(today - 2 * DAY),
        "last": str(today - DAY),
    }


def test_a_second_clearing_changes_nothing(board: Board, question: Question) -> None:
    factories.answer(factories.participant(board, tester=True), question)
    clear(board)

    assert clear(board) is None
    assert Pilot.objects.count() == 1


def test_what_was_only_begun_goes_too_and_is_no_pilot(board: Board, question: Question) -> None:
    tester = factories.participant(board, tester=True)
    Skip.objects.create(participant=tester, question=question, skipped_at=NOW)

    assert clear(board) == Cleared(testers=0, posts=0, by_staff=0)

    assert not Skip.objects.exists()
    assert not Pilot.objects.exists()
    assert Entry.objects.filter(action="testers_begin_anew").count() == 1


def test_another_boards_testers_are_left_alone(board: Board, question: Question) -> None:
    elsewhere = factories.question(factories.stage(factories.board()))
    there = factories.answer(factories.participant(elsewhere.stage.board, tester=True), elsewhere)
    factories.answer(factories.participant(board, tester=True), question)

    clear(board)

    assert list(Reply.objects.all()) == [there]


def test_nothing_is_cleared_where_a_participants_words_hang_on_a_testers(
    board: Board, question: Question
) -> None:
    answer = factories.answer(factories.participant(board), question)
    factories.comment(factories.participant(board), answer)
    Participant.objects.filter(replies=answer).update(tester=True)

    with pytest.raises(Refused):
        clear(board)

    assert (Reply.objects.count(), ReplyVersion.objects.count()) == (2, 2)
