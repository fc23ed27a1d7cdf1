"""Real threads on the real database: what is submitted at one instant is ordered, none is lost."""

from collections.abc import Callable
from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import connection, transaction

from bulletin.media.models import MediaFile
from participants.actions.posting import take_turns
from participants.actions.uploading import put_away
from participants.models import AnswerValue, Participant, Reply, StageFinish
from participants.roster import import_roster
from sessions.actions.staging import hold
from sessions.enums import Kind, Reveal
from sessions.models import Board, Question
from sessions.studio.actions.saving import held
from tests import factories
from tests.factories import NOW
from tests.participants.answering.saying import readable, say, texts
from tests.participants.routing.choosing import choose, held_by

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*actions: Callable[[], object]) -> None:
    """Run the actions in threads that start together; the first error of any is raised here."""
    barrier = Barrier(len(actions))
    errors: list[Exception] = []

    def run(action: Callable[[], object]) -> None:
        try:
            barrier.wait(timeout=10)
            action()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    if errors:
        raise errors[0]


def test_two_people_see_each_other_after_answering_at_one_instant_and_not_before() -> None:
    question = factories.question(factories.stage(factories.board()))
    people = [factories.participant(question.stage.board) for _ in range(2)]
    assert [readable(person) for person in people] == [set(), set()]

    at_once(*(lambda person=person: say(person, question) for person in people))

    both = set(Reply.objects.all())
    assert len(both) == 2
    assert [readable(person) for person in people] == [both, both]


def test_whoever_comes_second_sees_the_first_in_the_very_same_transaction() -> None:
    question = factories.question(factories.stage(factories.board()))
    people = [factories.participant(question.stage.board) for _ in range(4)]
    seen: list[int] = []

    def answer_and_look(person: Participant) -> None:
        with transaction.atomic():
            say(person, question)
            seen.append(len(readable(person)))

    at_once(*(lambda person=person: answer_and_look(person) for person in people))

    assert sorted(seen) == [1, 2, 3, 4]


def test_a_double_click_makes_one_answer_with_one_version() -> None:
    question = factories.question(factories.stage(factories.board()))
    me = factories.participant(question.stage.board)

    at_once(*[lambda: say(me, question, "Peace.")] * 4)

    assert texts(Reply.objects.get()) == ["Peace."]


def test_two_windows_of_one_person_make_an_answer_and_its_correction() -> None:
    question = factories.question(factories.stage(factories.board()))
    me = factories.participant(question.stage.board)

    at_once(lambda: say(me, question, "One."), lambda: say(me, question, "Two."))

    assert sorted(texts(Reply.objects.get())) == ["One.", "Two."]


def test_the_last_two_required_answers_sent_at_once_finish_the_stage() -> None:
    stage = factories.stage(factories.board())
    questions = [factories.question(stage, reveal=Reveal.AFTER_STAGE) for _ in range(2)]
    me = factories.participant(stage.board)

    at_once(*(lambda question=question: say(me, question) for question in questions))

    assert StageFinish.objects.get().participant == me
    assert set(me.readings.exclude(unlocked_at=None).values_list("question", flat=True)) == {
        question.pk for question in questions
    }


def test_many_people_and_questions_at_once_wait_for_each_other_without_a_circle() -> None:
    stage = factories.stage(factories.board())
    questions = [factories.question(stage) for _ in range(2)]
    people = [factories.participant(stage.board) for _ in range(3)]

    at_once(
        *(
            lambda person=person, question=question: say(person, question, now=NOW)
            for person in people
            for question in questions
        )
    )

    assert Reply.objects.count() == 6


def test_answering_one_question_holds_nothing_that_another_question_needs() -> None:
    stage = factories.stage(factories.board())
    people = [factories.participant(stage.board) for _ in range(2)]
    first, second = (factories.question(stage) for _ in people)

    with transaction.atomic():
        take_turns(people[0], first)
        at_once(lambda: impatiently(people[1], second))


def impatiently(person: Participant, question: Question) -> None:
    """Raises OperationalError where it would have to wait."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
        take_turns(person, question)


def test_the_first_answer_of_all_and_who_saves_its_question_never_wait_in_a_circle() -> None:
    question = factories.question(factories.stage(factories.board()))
    me = factories.participant(question.stage.board)
    answering = Thread(target=answer_elsewhere, args=(me, question))

    with transaction.atomic():
        hold(question.stage.board)
        answering.start()
        until_somebody_waits()
        held(question)
    answering.join(timeout=30)

    assert Reply.objects.get().participant == me
    question.stage.board.refresh_from_db()
    assert question.stage.board.first_posted_at == NOW


def test_the_first_answer_of_all_and_who_corrects_its_authors_address_never_wait_in_a_circle() -> (
    None
):
    question = factories.question(factories.stage(factories.board()))
    me = factories.participant(question.stage.board)
    answering = Thread(target=answer_elsewhere, args=(me, question))

    with transaction.atomic():
        hold(question.stage.board)
        answering.start()
        until_somebody_waits()
        Participant.objects.select_for_update(nowait=True).get(pk=me.pk)
    answering.join(timeout=30)

    assert Reply.objects.get().participant == me


def test_a_file_that_is_taken_out_while_it_is_submitted_stays() -> None:
    question = factories.question(factories.stage(factories.board()), kind=Kind.FILE)
    me = factories.participant(question.stage.board)
    file = factories.upload(me, question)
    errors: list[Exception] = []
    taking_out = Thread(target=take_out_elsewhere, args=(me, file, errors))

    with transaction.atomic():
        reply = say(me, question)
        AnswerValue.objects.create(version=reply.versions.get(), file=file, place=1)
        taking_out.start()
        until_somebody_waits()
    taking_out.join(timeout=30)

    assert errors == []
    assert AnswerValue.objects.get().file == file


def take_out_elsewhere(person: Participant, file: MediaFile, errors: list[Exception]) -> None:
    try:
        put_away(participant=person, file=file.pk)
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


def test_a_roster_waits_for_the_answer_that_gives_somebody_their_segment() -> None:
    board = factories.board(first_posted_at=NOW)
    sectors = factories.segment_set(board, "sector", "health", "care")
    health = factories.segment(sectors, "health")
    question = factories.routing_question(factories.stage(board), health)
    me = factories.participant(board, name="Member 01", email="")
    errors: list[Exception] = []
    bringing = Thread(target=bring_elsewhere, args=(board, errors))

    with transaction.atomic():
        take_turns(me)
        bringing.start()
        until_somebody_waits()
        choose(me, question, "health")
    bringing.join(timeout=30)

    assert errors == []
    assert held_by(me) == ["care"]


def bring_elsewhere(board: Board, errors: list[Exception]) -> None:
    try:
        import_roster(board=board, data=b"name,sector\nMember 01,care\n", now=NOW)
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


def answer_elsewhere(person: Participant, question: Question) -> None:
    try:
        say(person, question)
    finally:
        connection.close()


def until_somebody_waits() -> None:
    """For a lock, on a connection of their own to this database."""
    asked = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _attempt in range(200):
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return
        sleep(0.05)
    pytest.fail("nobody waits")
