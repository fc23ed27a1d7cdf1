"""Whoever was on the board's list before a stage opened is told that it has."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from participants.enums import Provenance
from participants.models import Membership, Participant
from sessions.enums import Opening, Reveal
from sessions.models import Board, Stage
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

from .conftest import came, invited, london

pytestmark = pytest.mark.django_db

OPENS = london(29, 14)


@pytest.fixture
def board() -> Board:
    """A first stage opened on the Friday; a second opens on the Monday at 14:00."""
    board = factories.board()
    first, second = factories.stage(board), factories.stage(board, opens_at=OPENS)
    for stage in (first, second):
        factories.question(stage)
    return board


def told(kind: str = "stage_opened") -> set[Participant]:
    sent = Notice.objects.filter(kind=kind, sent_at__isnull=False)
    return set(Participant.objects.filter(pk__in=sent.values("recipient")))


def second(board: Board) -> Stage:
    return board.stages.get(position=2)


def test_everybody_is_told_once_whether_they_have_come_or_not(
    board: Board, mailbox: Mailbox
) -> None:
    has_come = came(board, london(26, 10))
    never_came = invited(factories.participant(board, consented=False), london(26, 9, 30))

    assert sweep(now=OPENS - timedelta(seconds=1)).planned == 0
    assert sweep(now=OPENS).sent == 2
    assert sweep(now=OPENS + factories.HOUR).sent == 0

    assert told() == {has_come, never_came}
    assert set(Notice.objects.filter(kind="stage_opened").values_list("due_at", "subject")) == {
        (OPENS, second(board).pk)
    }


def test_a_day_without_a_worker_delays_the_mail_and_loses_none(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))

    assert sweep(now=OPENS + factories.DAY).sent == 1


def test_a_stage_that_opens_by_night_is_told_in_the_morning(board: Board, mailbox: Mailbox) -> None:
    Stage.objects.filter(pk=second(board).pk).update(opens_at=london(29, 22))
    came(board, london(26, 10))

    assert sweep(now=london(29, 22)).sent == 0
    assert Notice.objects.get(kind="stage_opened").held_why == Wait.QUIET_HOURS
    assert sweep(now=london(30, 7, 59)).sent == 0
    assert sweep(now=london(30, 8)).sent == 1


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"withdrawn_at": OPENS, "withdrawn_answers": "keep"}, Reason.WITHDRAWN),
        ({"deactivated_at": OPENS}, Reason.DEACTIVATED),
        ({"erased_at": OPENS}, Reason.GONE),
        ({"in_reserve": True}, Reason.IN_RESERVE),
        ({"cannot_take_part_at": OPENS}, Reason.UNABLE),
        ({"email": ""}, Reason.NO_ADDRESS),
        ({"address_bad_at": OPENS}, Reason.BAD_ADDRESS),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_who_cannot_be_written_to_is_left_out_and_what_was_planned_is_dropped(
    board: Board, mailbox: Mailbox, state: dict[str, Any], why: Reason
) -> None:
    person, before = came(board, london(26, 10)), came(board, london(26, 10), **state)
    factories.pause(board, started_at=OPENS)
    sweep(now=OPENS)
    owed = Notice.objects.get(kind="stage_opened")
    assert owed.recipient == person.pk != before.pk
    Participant.objects.filter(pk=person.pk).update(**state)
    board.pauses.update(ended_at=OPENS, ended_by=F("started_by"))

    assert sweep(now=OPENS).sent == 0

    owed.refresh_from_db()
    assert owed.dropped_why == why


def test_who_declined_is_left_out(board: Board, mailbox: Mailbox) -> None:
    person = factories.participant(board, consented=False)
    factories.decline(invited(person, london(26, 9, 30)))

    assert sweep(now=OPENS).planned == 0


def test_who_is_reachable_again_is_told_after_all(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    factories.pause(board, started_at=OPENS)
    sweep(now=OPENS)
    Participant.objects.filter(pk=person.pk).update(deactivated_at=OPENS)
    board.pauses.update(ended_at=OPENS, ended_by=F("started_by"))
    sweep(now=OPENS)
    assert Notice.objects.get(kind="stage_opened").dropped_why == Reason.DEACTIVATED

    Participant.objects.filter(pk=person.pk).update(deactivated_at=None)

    assert sweep(now=OPENS + factories.HOUR).sent == 1


def test_who_has_answered_in_it_already_is_not_told(board: Board, mailbox: Mailbox) -> None:
    person = came(board, london(26, 10))
    factories.pause(board, started_at=OPENS)
    sweep(now=OPENS)
    board.pauses.update(ended_at=OPENS, ended_by=F("started_by"))
    factories.answer(person, second(board).questions.get())

    assert sweep(now=OPENS).sent == 0
    assert Notice.objects.get(kind="stage_opened").dropped_why == Reason.ANSWERED


def test_while_the_board_is_paused_nothing_is_told(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10))
    factories.pause(board, started_at=london(29, 9))

    assert sweep(now=OPENS).sent == 0
    assert Notice.objects.get(kind="stage_opened").held_why == Wait.PAUSED
    board.pauses.update(ended_at=london(30, 9), ended_by=F("started_by"))
    assert sweep(now=london(30, 9)).sent == 1


def test_a_board_that_ends_while_it_is_paused_leaves_nothing_owed(
    board: Board, mailbox: Mailbox
) -> None:
    came(board, london(26, 10))
    factories.pause(board, started_at=OPENS)
    sweep(now=OPENS)

    assert sweep(now=board.grace_ends_at).sent == 0
    assert Notice.objects.get(kind="stage_opened").dropped_why == Reason.NOT_OPEN


def test_who_is_away_is_told_when_they_are_back(board: Board, mailbox: Mailbox) -> None:
    came(board, london(26, 10), away_until=london(31, 0).date())

    assert sweep(now=OPENS).sent == 0
    assert Notice.objects.get(kind="stage_opened").held_why == Wait.AWAY
    assert sweep(now=london(31, 8)).sent == 1


def test_a_stage_that_has_closed_is_not_told_any_more(board: Board, mailbox: Mailbox) -> None:
    Stage.objects.filter(pk=second(board).pk).update(closes_at=london(30, 9))
    came(board, london(26, 10))
    factories.pause(board, started_at=OPENS)
    sweep(now=OPENS)
    board.pauses.update(ended_at=london(30, 9), ended_by=F("started_by"))

    assert sweep(now=london(30, 9)).sent == 0
    assert Notice.objects.get(kind="stage_opened").dropped_why == Reason.NOT_OPEN


def test_an_unreleased_stage_is_not_told_and_a_late_release_is(
    board: Board, mailbox: Mailbox
) -> None:
    Stage.objects.filter(pk=second(board).pk).update(released_at=None, released_by=None)
    came(board, london(26, 10))
    sweep(now=OPENS)
    assert not Notice.objects.filter(kind="stage_opened").exists()

    late = OPENS + timedelta(minutes=40)
    Stage.objects.filter(pk=second(board).pk).update(
        released_at=late, released_by=factories.facilitator(board).user
    )
    sweep(now=late)

    assert Notice.objects.get(kind="stage_opened").due_at == late
    assert len(told()) == 1


def test_a_stage_for_a_segment_is_told_to_those_who_hold_it(board: Board, mailbox: Mailbox) -> None:
    sectors = factories.segment_set(board, "sector", "health", "care")
    health, care = (factories.segment(sectors, value) for value in ("health", "care"))
    second(board).segments.set([health])
    theirs = came(board, london(26, 10), segments=[health])
    came(board, london(26, 10), segments=[care])
    was = came(board, london(26, 10))
    factories.member_of(was, health, ended_at=london(27, 9))

    sweep(now=OPENS)

    assert told() == {theirs}
    assert Notice.objects.filter(kind="stage_opened").count() == 1


def test_whom_an_answer_has_just_led_into_an_open_stage_is_not_told_of_it(
    board: Board, mailbox: Mailbox
) -> None:
    """It is before their eyes; whom staff put there is told."""
    sectors = factories.segment_set(board, "sector", "health")
    health = factories.segment(sectors, "health")
    second(board).segments.set([health])
    led, put = came(board, london(26, 10)), came(board, london(26, 10))
    early = came(board, london(26, 10), segments=[health])
    for person, how in ((led, Provenance.ROUTED), (put, Provenance.HAND)):
        held = factories.member_of(person, health)
        Membership.objects.filter(pk=held.pk).update(
            provenance=how, given_at=OPENS + factories.HOUR
        )
    Membership.objects.filter(participant=early).update(provenance=Provenance.ROUTED)

    sweep(now=OPENS + 2 * factories.HOUR)

    assert told() == {early, put}


def test_what_others_are_led_to_keeps_nobody_from_being_told(
    board: Board, mailbox: Mailbox
) -> None:
    """They finished the last stage that was theirs before one that was released late."""
    sectors = factories.segment_set(board, "sector", "health")
    second(board).segments.set([factories.segment(sectors, "health")])
    third = factories.stage(board, opening=Opening.AFTER_PREVIOUS)
    factories.question(third)
    me = came(board, london(26, 10))
    first = board.stages.get(position=1)
    factories.answer(me, first.questions.get())
    factories.finish(me, first, finished_at=london(26, 11))
    Stage.objects.filter(pk=third.pk).update(released_at=london(29, 9))

    sweep(now=london(29, 10))

    assert told() == {me}


def test_what_was_open_before_the_invitation_is_not_told_again(
    board: Board, mailbox: Mailbox
) -> None:
    factories.participant(board, consented=False, added_at=london(30, 10))

    sweep(now=london(30, 10))
    sweep(now=london(30, 11))

    assert (len(told("invitation")), told()) == (1, set())


def test_the_first_stage_is_not_told_to_who_was_invited_just_before(
    board: Board, mailbox: Mailbox
) -> None:
    """The invitation named the hour; a day later nobody remembers it."""
    just, long_ago = (factories.participant(board, consented=False) for _ in range(2))
    invited(just, london(26, 8, 30))
    invited(long_ago, london(25, 16))

    sweep(now=london(26, 9))

    assert told() == {long_ago}


def test_a_first_stage_that_was_released_late_is_told_to_everybody(
    board: Board, mailbox: Mailbox
) -> None:
    """The hour that the invitation named has passed without anything opening."""
    late = london(26, 9, 40)
    Stage.objects.filter(position=1).update(released_at=late)
    person = invited(factories.participant(board, consented=False), london(26, 8, 30))

    sweep(now=late)

    assert told() == {person}


def test_while_the_invitation_waits_it_says_everything(board: Board, mailbox: Mailbox) -> None:
    """Launched by night, after the second stage had opened: one mail in the morning, not three."""
    board.launched_at = london(29, 22)
    board.save()
    person = factories.participant(board, consented=False, added_at=london(29, 22))
    sweep(now=london(29, 22))

    sweep(now=london(30, 8))
    sweep(now=london(30, 9))

    assert [message["To"] for message in mailbox.messages] == [person.email]


def test_two_stages_that_opened_meanwhile_share_a_mail(board: Board, mailbox: Mailbox) -> None:
    third = factories.stage(board, opens_at=OPENS + factories.HOUR, title="Looking forward")
    factories.question(third)
    came(board, london(26, 10))

    assert sweep(now=OPENS + 2 * factories.HOUR).sent == 1

    [message] = mailbox.messages
    words = words_of(message)
    assert "“Stage 2” is open." in words
    assert "“Looking forward” is open." in words


def test_what_opens_by_ones_own_progress_is_not_told(board: Board, mailbox: Mailbox) -> None:
    factories.question(factories.stage(board, opening=Opening.AFTER_PREVIOUS))
    person = came(board, london(26, 10))
    factories.answer(person, second(board).questions.get())
    factories.finish(person, second(board), finished_at=london(29, 15))

    sweep(now=london(29, 15))

    assert told() == set()


def test_what_was_released_after_they_were_ready_for_it_is_told(
    board: Board, mailbox: Mailbox
) -> None:
    released_at = london(30, 10)
    stage = factories.stage(board, opening=Opening.AFTER_PREVIOUS)
    factories.question(stage, reveal=Reveal.ALWAYS)
    Stage.objects.filter(pk=stage.pk).update(released_at=released_at)
    ready, not_ready = (came(board, london(26, 10)) for _ in range(2))
    for question in (board.stages.get(position=1).questions.get(), second(board).questions.get()):
        factories.answer(ready, question)
    factories.finish(ready, second(board), finished_at=london(29, 15))

    sweep(now=released_at)

    told_of_it = Notice.objects.filter(subject=stage.pk, sent_at__isnull=False)
    assert [notice.recipient for notice in told_of_it] == [ready.pk]
    assert not_ready.pk not in set(
        Notice.objects.filter(subject=stage.pk).values_list("recipient", flat=True)
    )
