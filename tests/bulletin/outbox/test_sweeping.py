"""Whatever is owed is planned once and sent once, however often and wherever a sweep runs."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from celery.worker import WorkController
from django.db import connection
from kombu.exceptions import OperationalError

from bulletin import clock
from bulletin.celery import app
from bulletin.outbox.actions import nudge, owe
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.models import Mail, Notice, Sweep
from bulletin.outbox.sweeping import sweep
from bulletin.outbox.tasks import sweep_outbox
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

from .conftest import NOON, Knock, users

pytestmark = pytest.mark.django_db


def test_the_task_run_twice_sends_once(knock: Knock, mailbox: Mailbox) -> None:
    clock.move_to(NOON)
    knock.is_owed_to(factories.user("one@example.org"))

    assert (sweep_outbox(), sweep_outbox()) == (1, 0)
    assert [message["To"] for message in mailbox.messages] == ["one@example.org"]
    notice = Notice.objects.get()
    assert notice.mail == Mail.objects.get()
    assert notice.sent_at is not None


def test_notices_of_one_recipient_share_a_mail(knock: Knock, ring: Knock, mailbox: Mailbox) -> None:
    one, two = users(2)
    for person in (one, two):
        knock.is_owed_to(person)
        ring.is_owed_to(person)

    sweep(now=NOON)

    assert sorted(message["To"] for message in mailbox.messages) == sorted([one.email, two.email])
    assert {message["Subject"] for message in mailbox.messages} == {"2 reasons"}


def test_notices_about_two_boards_do_not_share_a_mail(knock: Knock, mailbox: Mailbox) -> None:
    person = factories.user()
    for board in (factories.board(), factories.board()):
        knock.is_owed_to(person, board=board.pk)

    sweep(now=NOON)

    assert [message["Subject"] for message in mailbox.messages] == ["1 reasons", "1 reasons"]


def test_a_code_travels_alone_and_before_everything_else(
    knock: Knock, code: Knock, mailbox: Mailbox
) -> None:
    person = factories.user()
    knock.is_owed_to(person, due_at=NOON - timedelta(hours=1))
    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="123456")

    sweep(now=NOON)

    said = [words_of(message).strip() for message in mailbox.messages]
    assert said == ["code 123456", "knock"]


def test_two_codes_that_were_asked_for_are_two_mails(code: Knock, mailbox: Mailbox) -> None:
    person = factories.user()
    for secret in ("111111", "222222"):
        owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret=secret)

    sweep(now=NOON)

    assert list(Notice.objects.order_by("nth").values_list("nth", "secret")) == [(1, ""), (2, "")]
    said = [words_of(message).strip() for message in mailbox.messages]
    assert sorted(said) == ["code 111111", "code 222222"]


def test_what_was_just_asked_for_shares_no_mail_with_what_waits_for_the_morning(
    knock: Knock, code: Knock, mailbox: Mailbox
) -> None:
    code.travels_alone = False
    person = factories.user()
    knock.is_owed_to(person, due_at=NOON - timedelta(hours=1))
    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="123456")

    sweep(now=NOON)

    said = [words_of(message).strip() for message in mailbox.messages]
    assert said == ["code 123456", "knock"]


def test_what_was_asked_for_expires_by_its_kind(code: Knock, mailbox: Mailbox) -> None:
    code.lasts = timedelta(minutes=15)
    person = factories.user()
    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="123456")

    late = NOON + timedelta(minutes=15)
    sweep(now=late)

    notice = Notice.objects.get()
    assert (notice.expired_at, notice.sent_at, notice.secret) == (late, None, "")
    assert mailbox.messages == []


def test_a_notice_is_not_sent_before_it_is_due(knock: Knock, mailbox: Mailbox) -> None:
    knock.is_owed_to(factories.user(), due_at=NOON + timedelta(seconds=1))

    assert sweep(now=NOON).sent == 0
    assert sweep(now=NOON + timedelta(seconds=1)).sent == 1


def test_by_night_a_notice_waits_for_the_morning_where_its_reader_is(
    knock: Knock, code: Knock, mailbox: Mailbox
) -> None:
    away = factories.user("away@example.org", timezone="Asia/Tokyo")  # 21:00 there at noon
    knock.is_owed_to(away)
    owe(kind="code", recipient=away.pk, subject=away.pk, now=NOON)

    assert sweep(now=NOON).sent == 1
    held = Notice.objects.get(kind="knock")
    assert (held.held_why, held.mail) == (Wait.QUIET_HOURS, None)
    assert held.due_at == NOON + timedelta(hours=11)

    assert sweep(now=NOON + timedelta(hours=10, minutes=59)).sent == 0
    assert sweep(now=NOON + timedelta(hours=11)).sent == 1
    held.refresh_from_db()
    assert (held.held_why, held.sent_at) == ("", NOON + timedelta(hours=11))


def test_a_notice_held_without_an_end_goes_as_soon_as_nothing_holds_it(
    knock: Knock, mailbox: Mailbox
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    knock.held[person.pk] = Hold(Wait.PAUSED)

    sweep(now=NOON)
    sweep(now=NOON)
    assert (Notice.objects.get().held_why, Mail.objects.count()) == (Wait.PAUSED, 0)

    knock.held.clear()
    assert sweep(now=NOON).sent == 1


def test_a_clock_moved_back_keeps_no_mail_waiting(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mail made while the clock was wrong is due when its notices are."""
    knock.is_owed_to(factories.user())
    with monkeypatch.context() as later:
        later.setattr("bulletin.outbox.sweeping.send_waiting", lambda now: 0)
        sweep(now=NOON + timedelta(days=3))

    assert sweep(now=NOON).sent == 1


def test_what_is_no_longer_wanted_at_sending_is_dropped_with_the_reason(
    knock: Knock, ring: Knock, mailbox: Mailbox
) -> None:
    one, two = users(2)
    for person in (one, two):
        knock.is_owed_to(person)
    ring.is_owed_to(two)
    knock.not_wanted = {one.pk: Reason.ANSWERED, two.pk: Reason.ANSWERED}

    assert sweep(now=NOON).sent == 1

    dropped = Notice.objects.filter(kind="knock", dropped_at=NOON, dropped_why=Reason.ANSWERED)
    assert dropped.count() == 2
    assert [message["Subject"] for message in mailbox.messages] == ["1 reasons"]
    assert Mail.objects.get(recipient=one.pk).dropped_at == NOON


def test_a_kind_that_fails_keeps_no_other_back(
    knock: Knock,
    ring: Knock,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(now: object) -> None:
        raise LookupError

    monkeypatch.setattr(knock, "plan", fail)
    ring.is_owed_to(factories.user())

    assert sweep(now=NOON).sent == 1
    assert "Planning of kind knock failed" in caplog.text


def test_a_kind_that_cannot_say_what_waits_is_tried_again(
    knock: Knock, ring: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(notices: object, *, now: object) -> None:
        raise LookupError

    knock.is_owed_to(factories.user())
    ring.is_owed_to(factories.user())
    with monkeypatch.context() as broken:
        broken.setattr(knock, "holds", fail)
        assert sweep(now=NOON).sent == 1

    assert sweep(now=NOON).sent == 1


def test_a_sweep_leaves_a_trace_and_old_traces_go(knock: Knock, mailbox: Mailbox) -> None:
    knock.is_owed_to(factories.user())
    old = Sweep.objects.create(started_at=NOON - timedelta(days=8))

    run = sweep(now=NOON)

    assert (run.started_at, run.planned, run.sent) == (NOON, 1, 1)
    assert run.ended_at is not None
    assert run.ended_at >= NOON
    assert not Sweep.objects.filter(pk=old.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_send_each_mail_once(knock: Knock, mailbox: Mailbox) -> None:
    people = users(40)
    for person in people:
        knock.is_owed_to(person)
    together, sent = threading.Barrier(3), []

    def run() -> None:
        together.wait()
        sent.append(sweep(now=NOON).sent)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == 40
    assert sorted(m["To"] for m in mailbox.messages) == sorted(p.email for p in people)


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_what_was_just_asked_for(
    code: Knock, mailbox: Mailbox, worker: WorkController
) -> None:
    """Through Redis, without waiting for the beat."""
    person = factories.user("asks@example.org")

    owe(kind="code", recipient=person.pk, subject=person.pk, now=clock.now(), secret="123456")

    until = time.monotonic() + 20
    while not Sweep.objects.filter(sent=1).exists() and time.monotonic() < until:
        time.sleep(0.05)
    [message] = mailbox.to("asks@example.org")
    assert words_of(message).strip() == "code 123456"


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_keeps_nobody_from_owing(
    code: Knock, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(name: str, *, expires: int) -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(app, "send_task", fail)
    person = factories.user()

    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="123456")

    assert Notice.objects.get().secret == "123456"
    assert "no broker" in caplog.text


def test_a_nudge_waits_for_the_commit(
    knock: Knock, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        nudge()

    assert len(callbacks) == 1
