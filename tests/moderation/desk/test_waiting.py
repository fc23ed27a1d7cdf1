"""What waits for staff: each list, and what puts something on it or takes it off."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import QuerySet

from moderation.desk import waiting
from moderation.models import Note
from participants.models import Participant, Reply
from sessions.enums import ObserverSight, Reveal, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.conftest import one_of_each

NOW, HOUR = factories.NOW, factories.HOUR


@dataclass
class Desk:
    """A board whose consent lets observers read, with one of each role."""

    board: Board
    question: Question
    staff: dict[Role, StaffMember]

    @property
    def moderator(self) -> StaffMember:
        return self.staff[Role.MODERATOR]

    @property
    def observer(self) -> StaffMember:
        return self.staff[Role.OBSERVER]

    def person(self, **fields: Any) -> Participant:
        return factories.participant(self.board, **fields)

    def answer(self, **fields: Any) -> Reply:
        return factories.answer(self.person(), self.question, **fields)


@pytest.fixture
def desk(db: None) -> Desk:
    board = factories.board(slug="cop", observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board))
    return Desk(board, question, one_of_each(board))


def author_of(reply: Reply) -> Participant:
    assert reply.participant is not None
    return reply.participant


def test_the_first_post_of_each_person_waits_until_staff_write_in_its_thread(desk: Desk) -> None:
    second = desk.answer(said_at=NOW)
    first = desk.answer(said_at=NOW - HOUR)
    later = factories.question(second.question.stage)
    factories.answer(author_of(first), later, said_at=NOW + HOUR)
    factories.comment(author_of(second), first, said_at=NOW + HOUR)
    assert list(waiting.unacknowledged_first_posts(desk.moderator)) == [first, second]

    factories.comment(desk.moderator, first, "Thank you.")

    assert list(waiting.unacknowledged_first_posts(desk.moderator)) == [second]


def test_what_staff_wrote_before_acknowledges_no_later_comment(desk: Desk) -> None:
    answer = desk.answer(said_at=NOW - HOUR)
    factories.probe(desk.moderator, answer, said_at=NOW - HOUR)
    comment = factories.comment(desk.person(), answer)

    assert list(waiting.unacknowledged_first_posts(desk.moderator)) == [comment]


def test_what_staff_dealt_with_or_what_counts_for_nothing_waits_for_no_thanks(desk: Desk) -> None:
    factories.reject(desk.answer())
    factories.conceal(desk.answer())
    factories.answer(desk.person(tester=True), desk.question)
    factories.call_for_help(desk.person(), desk.question)
    gone = desk.answer()
    Reply.objects.filter(pk=gone.pk).update(withdrawn_at=NOW)

    assert list(waiting.unacknowledged_first_posts(desk.moderator)) == []


def test_a_probe_waits_for_the_person_asked_and_for_nobody_else(desk: Desk) -> None:
    answer = desk.answer()
    probe = factories.probe(desk.moderator, answer, needs_reply=True)
    factories.probe(desk.moderator, answer)
    factories.comment(desk.person(), probe, "I am somebody else.")
    factories.comment(desk.moderator, probe, "We are still curious.")
    factories.reject(factories.comment(author_of(answer), probe, "Spam."))
    assert list(waiting.unanswered_probes(desk.moderator)) == [probe]

    factories.comment(author_of(answer), probe, "What I meant is this.")

    assert list(waiting.unanswered_probes(desk.moderator)) == []


def test_a_probe_that_hangs_beside_what_it_asks_about_waits_for_that_author(desk: Desk) -> None:
    comment = factories.comment(desk.person(), desk.answer())
    deepest = factories.comment(desk.person(), comment)
    probe = factories.probe(desk.moderator, deepest, needs_reply=True)
    assert probe.in_reply_to == deepest
    factories.comment(author_of(comment), probe)
    assert list(waiting.unanswered_probes(desk.moderator)) == [probe]

    factories.comment(author_of(deepest), probe)

    assert list(waiting.unanswered_probes(desk.moderator)) == []


@pytest.mark.parametrize("left", ["withdrawn_at", "deactivated_at"])
def test_nobody_waits_for_a_person_who_has_left(desk: Desk, left: str) -> None:
    answer = desk.answer()
    factories.probe(desk.moderator, answer, needs_reply=True)
    by = {"deactivated_by": desk.moderator.user} if left == "deactivated_at" else {}
    kept = {"withdrawn_answers": "keep"} if left == "withdrawn_at" else {}

    Participant.objects.filter(pk=author_of(answer).pk).update(**{left: NOW}, **by, **kept)

    assert list(waiting.unanswered_probes(desk.moderator)) == []


def test_an_answered_probe_is_unread_until_one_has_read_the_reply_as_it_is(desk: Desk) -> None:
    answer = desk.answer()
    probe = factories.probe(desk.moderator, answer, needs_reply=True)
    assert list(waiting.answered_and_unread(desk.moderator)) == []
    reply = factories.comment(author_of(answer), probe)
    assert list(waiting.answered_and_unread(desk.moderator)) == [probe]

    factories.seen(desk.moderator, reply)

    assert list(waiting.answered_and_unread(desk.moderator)) == []
    assert list(waiting.answered_and_unread(factories.facilitator(desk.board))) == [probe]
    factories.version(reply, "Corrected.", said_at=NOW + HOUR)
    assert list(waiting.answered_and_unread(desk.moderator)) == [probe]


def test_held_posts_wait_until_they_are_let_through_or_rejected(desk: Desk) -> None:
    later = factories.hold(desk.answer(said_at=NOW))
    held = factories.hold(desk.answer(said_at=NOW - HOUR))
    desk.answer()
    factories.reject(factories.hold(desk.answer()))

    assert list(waiting.held_replies(desk.moderator)) == [held, later]


def test_calls_wait_until_they_are_settled(desk: Desk) -> None:
    person = desk.person()
    call = factories.call(person, factories.call_for_help(person, desk.question))
    report = factories.call(person, desk.answer(), made_at=NOW + HOUR)
    assert list(waiting.open_calls(desk.moderator)) == [call, report]

    call.settled_at, call.settled_by = NOW, desk.moderator.user
    call.save()

    assert list(waiting.open_calls(desk.moderator)) == [report]


def test_a_wish_waits_until_it_is_settled(desk: Desk) -> None:
    answer = desk.answer()
    wish = factories.wish(desk.observer, answer)
    factories.note(desk.observer, answer)
    assert list(waiting.open_wishes(desk.moderator)) == [wish]

    wish.settled_at, wish.settled_by = NOW, desk.moderator.user
    wish.save()

    assert list(waiting.open_wishes(desk.moderator)) == []


LISTS: list[Callable[[StaffMember], QuerySet[Any]]] = [
    waiting.unacknowledged_first_posts,
    waiting.unanswered_probes,
    waiting.answered_and_unread,
    waiting.held_replies,
    waiting.open_calls,
    waiting.open_wishes,
]


def one_of_everything(desk: Desk, question: Question) -> None:
    """Something on each list, beside replies that an observer may not read."""
    answered = factories.conceal(factories.answer(desk.person(), question))
    probe = factories.probe(desk.moderator, answered, needs_reply=True)
    factories.comment(author_of(answered), probe)
    factories.probe(desk.moderator, answered, needs_reply=True)
    factories.hold(factories.answer(desk.person(), question))
    factories.call(desk.person(), answered)
    factories.wish(desk.moderator, answered)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_what_a_member_may_not_read_waits_for_them_in_no_count(desk: Desk, role: Role) -> None:
    one_of_everything(desk, desk.question)
    one_of_everything(desk, factories.question(desk.question.stage, reveal=Reveal.NEVER))
    assert [bool(list(of(desk.moderator))) for of in LISTS] == [True] * len(LISTS)

    assert [list(of(desk.staff[role])) for of in LISTS] == [[]] * len(LISTS)


def test_nothing_of_another_board_waits_here(desk: Desk) -> None:
    one_of_everything(desk, desk.question)
    elsewhere = factories.facilitator(factories.board(slug="elsewhere"))

    assert [list(of(elsewhere)) for of in LISTS] == [[]] * len(LISTS)


def test_an_observer_knows_of_no_report_of_a_post_that_they_may_read(desk: Desk) -> None:
    answer = desk.answer()
    factories.call(desk.person(), answer)
    assert answer in Reply.objects.for_staff(desk.observer)

    assert list(waiting.open_calls(desk.observer)) == []


def test_an_observer_reads_their_own_notes_and_those_meant_for_observers(desk: Desk) -> None:
    answer, hidden = desk.answer(), factories.conceal(desk.answer())
    never = factories.question(desk.question.stage, reveal=Reveal.NEVER)
    own = factories.note(desk.observer, answer)
    meant = factories.note(desk.moderator, answer, for_observers=True)
    beside_the_question = factories.note(desk.moderator, desk.question, for_observers=True)
    others = factories.note(factories.staff(desk.board, Role.OBSERVER), answer)
    out_of_sight = [
        factories.note(desk.moderator, answer),
        factories.note(desk.moderator, desk.question),
        factories.note(desk.moderator, hidden, for_observers=True),
        factories.note(desk.observer, hidden),
        factories.note(desk.moderator, never, for_observers=True),
    ]

    readable = {own, meant, beside_the_question, others}
    assert set(Note.objects.for_staff(desk.observer)) == readable
    assert set(Note.objects.for_staff(desk.moderator)) == readable | set(out_of_sight)
    assert set(Note.objects.for_staff(desk.staff[Role.RECRUITER])) == set()
