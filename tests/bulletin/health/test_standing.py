"""What is wrong behind the pages is computed from the database, and nothing else is."""

import uuid
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from bulletin.health.enums import TOLD_BY, Alarm
from bulletin.health.standing import SEVERAL, Trouble, troubles
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Sweep
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)
LATE = NOW - 15 * MINUTE


def stands() -> list[tuple[Alarm, int]]:
    return [(trouble.alarm, trouble.people) for trouble in troubles(now=NOW)]


@pytest.fixture
def swept() -> Sweep:
    """Sweeps run, and the last mail left long ago."""
    return factories.swept(at=NOW - timedelta(days=2), sent=1)


def test_nothing_is_wrong_where_sweeps_run(
    swept: Sweep, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert troubles(now=NOW) == []


def test_before_the_first_sweep_has_ended_they_have_stopped() -> None:
    Sweep.objects.create(started_at=NOW)

    assert troubles(now=NOW) == [Trouble(Alarm.SWEEPS, None)]


@pytest.mark.parametrize(("seconds", "stopped"), [(115, False), (121, True)])
def test_sweeps_have_stopped_after_two_minutes(seconds: int, stopped: bool) -> None:
    factories.swept(ago=timedelta(seconds=seconds))

    found = troubles(now=NOW)

    assert [trouble.alarm for trouble in found] == [Alarm.SWEEPS] * stopped
    for trouble in found:
        assert trouble.since is not None
        assert abs(NOW - trouble.since - timedelta(seconds=seconds)) < timedelta(seconds=5)


def test_the_last_sweep_to_end_counts_whatever_order_they_began_in() -> None:
    factories.swept()
    factories.swept(ago=timedelta(hours=1))
    Sweep.objects.create(started_at=NOW)

    assert troubles(now=NOW) == []


@pytest.mark.parametrize(("due", "stuck"), [(LATE + MINUTE, False), (LATE, True)])
def test_a_notice_that_nobody_sends_is_stuck_after_a_quarter_of_an_hour(
    swept: Sweep, due: datetime, stuck: bool
) -> None:
    factories.notice(due_at=due)

    assert troubles(now=NOW) == [Trouble(Alarm.STUCK, due, 1)] * stuck


def test_what_was_planned_late_has_not_waited_long(swept: Sweep) -> None:
    """As after an outage, or when the clock of a rehearsal is moved on by days."""
    factories.notice(due_at=NOW - timedelta(days=1), planned_at=NOW - MINUTE)

    assert stands() == []


@pytest.mark.parametrize("why", [Wait.QUIET_HOURS, Wait.PAUSED, Wait.ONE_A_DAY, Wait.AWAY])
def test_what_is_held_on_purpose_is_not_stuck(swept: Sweep, why: Wait) -> None:
    factories.notice(due_at=LATE, held_why=why)

    assert stands() == []


@pytest.mark.parametrize("settled", ["sent_at", "expired_at", "dropped_at"])
def test_what_is_settled_is_not_stuck(swept: Sweep, settled: str) -> None:
    factories.notice(due_at=LATE, **{settled: NOW})

    assert stands() == []


def test_a_mail_that_nobody_tries_is_stuck(swept: Sweep) -> None:
    factories.notice(due_at=LATE, mail=factories.mail(due_at=LATE))

    assert stands() == [(Alarm.STUCK, 1)]


GREYLISTED = "450 4.2.0 Greylisted, try again later"
LOST = "SMTPServerDisconnected: Connection unexpectedly closed"


def put_off(people: int, *, why: str = GREYLISTED, due_at: datetime = LATE) -> None:
    """So many people's mails were not taken, and are due again in an hour."""
    for _ in range(people):
        again = factories.mail(due_at=NOW + 60 * MINUTE, attempts=2, last_error=why)
        factories.notice(due_at=due_at, recipient=again.recipient, mail=again)


def the_server_is_away(*, due_at: datetime = LATE) -> None:
    """One person's mail waits for it, put to the end of the queue at each try."""
    waiting = factories.mail(due_at=NOW - MINUTE / 2)
    factories.notice(due_at=due_at, recipient=waiting.recipient, mail=waiting)


def test_what_mailboxes_of_a_person_or_two_answer_is_no_alarm_even_where_no_other_mail_leaves(
    swept: Sweep,
) -> None:
    """As on a small board in the afternoon, and on any board in the night."""
    put_off(SEVERAL - 1)

    assert stands() == []


def test_it_is_one_where_several_people_are_put_off(swept: Sweep) -> None:
    put_off(SEVERAL)
    factories.swept(at=NOW - MINUTE, sent=1)

    assert stands() == [(Alarm.STUCK, SEVERAL)]


def test_a_server_that_is_away_is_one_though_a_single_mail_waits_for_it(swept: Sweep) -> None:
    the_server_is_away()
    factories.swept(at=NOW - MINUTE)

    assert stands() == [(Alarm.STUCK, 1)]


def test_a_server_that_breaks_off_is_one_where_no_other_mail_has_left_since(swept: Sweep) -> None:
    put_off(1, why=LOST)
    assert stands() == [(Alarm.STUCK, 1)]

    factories.swept(at=NOW - MINUTE, sent=1)
    assert stands() == []


def test_a_mailbox_that_refuses_for_long_hides_no_server_that_is_away(swept: Sweep) -> None:
    """Other mail has left since the first of the two was due, and none since the second was."""
    put_off(1, due_at=NOW - 240 * MINUTE)
    factories.swept(at=NOW - 60 * MINUTE, sent=1)
    the_server_is_away(due_at=NOW - 30 * MINUTE)

    assert stands() == [(Alarm.STUCK, 2)]


def test_a_mail_without_an_answer_that_is_about_to_be_repeated_is_no_alarm_while_others_leave(
    swept: Sweep,
) -> None:
    silent = factories.mail(due_at=LATE, handed_over_at=LATE, last_error="TimeoutError: timed out")
    factories.notice(due_at=LATE, recipient=silent.recipient, mail=silent)
    assert stands() == [(Alarm.STUCK, 1)]

    factories.swept(at=NOW - MINUTE, sent=1)
    assert stands() == []


def given_up(
    people: int, *, why: Reason = Reason.NOT_DELIVERED, hours: int = 1, said: str = ""
) -> None:
    at = NOW - timedelta(hours=hours)
    for _ in range(people):
        mail = factories.mail(due_at=at, failed_at=at, last_error=said)
        factories.notice(
            due_at=at, mail=mail, dropped_at=at, dropped_why=why, recipient=mail.recipient
        )


def test_mails_that_were_given_up_are_an_alarm_for_a_day(swept: Sweep) -> None:
    given_up(SEVERAL, hours=23)

    assert troubles(now=NOW) == [Trouble(Alarm.GIVEN_UP, NOW - timedelta(hours=23), SEVERAL)]
    assert troubles(now=NOW + timedelta(hours=2)) == []


def test_addresses_that_refuse_mail_are_no_alarm(swept: Sweep) -> None:
    """The board's list of people shows them."""
    given_up(20, why=Reason.BAD_ADDRESS)

    assert stands() == []


def test_one_mail_that_was_given_up_is_no_alarm_while_other_mail_leaves(swept: Sweep) -> None:
    given_up(1)
    assert stands() == [(Alarm.GIVEN_UP, 1)]

    factories.swept(at=NOW - MINUTE, sent=1)
    assert stands() == []


@pytest.mark.parametrize(
    "said", ["554 5.7.1 Not wanted here", f"Given up after 5 attempts. {GREYLISTED}"]
)
def test_what_one_persons_server_will_never_take_is_no_alarm(swept: Sweep, said: str) -> None:
    given_up(SEVERAL - 1, said=said)
    assert stands() == []

    given_up(1, said=said)
    assert stands() == [(Alarm.GIVEN_UP, SEVERAL)]


def test_while_sweeps_have_stopped_that_mail_waits_is_no_second_alarm() -> None:
    factories.swept(ago=3 * MINUTE)
    factories.notice(due_at=LATE)
    given_up(SEVERAL)

    assert stands() == [(Alarm.SWEEPS, 0)]


def test_that_an_alarm_cannot_be_told_is_no_trouble_of_its_own(swept: Sweep) -> None:
    at = NOW - timedelta(hours=1)
    factories.notice(due_at=LATE, kind=TOLD_BY)
    factories.notice(
        due_at=at,
        kind=TOLD_BY,
        mail=factories.mail(due_at=at, failed_at=at),
        dropped_at=at,
        dropped_why=Reason.NOT_DELIVERED,
    )

    assert stands() == []


def test_one_person_who_waits_for_several_mails_is_one_person(swept: Sweep) -> None:
    waiting = uuid.uuid4()
    for _ in range(SEVERAL):
        factories.notice(due_at=LATE, recipient=waiting)

    assert stands() == [(Alarm.STUCK, 1)]
