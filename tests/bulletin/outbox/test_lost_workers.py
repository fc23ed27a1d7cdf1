"""A worker that dies, or loses its database, costs no mail a chance to leave."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F

from bulletin.outbox import kinds, ledger, sending
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Parcel
from bulletin.outbox.ledger import Ledger
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.models.mail import MOST_ATTEMPTS
from bulletin.outbox.sending import send_waiting
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.conftest import Mailbox

from .conftest import NOON, DifficultServer, Knock, users

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What a process sees of `kill -9`: nothing more is done."""


def all_claims_run_out() -> None:
    """As if the workers that hold them had died; whose died first stays first."""
    ran_out = F("claimed_until") - timedelta(hours=1)
    Mail.objects.exclude(claimed_until=None).update(claimed_until=ran_out)


def kill(*_: object, **__: object) -> None:
    raise Killed


def out_of_time(*_: object, **__: object) -> None:
    raise SoftTimeLimitExceeded


def test_workers_that_die_while_they_prepare_lose_no_mail(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in users(8):
        knock.is_owed_to(person)
    with monkeypatch.context() as dying:
        dying.setattr(sending, "prepare", kill)
        for _ in range(MOST_ATTEMPTS + 1):
            with pytest.raises(Killed):
                sweep(now=NOON)
            all_claims_run_out()

    assert sweep(now=NOON).sent == 8
    assert set(Mail.objects.values_list("attempts", "failed_at")) == {(1, None)}


def test_one_mail_that_kills_its_worker_ends_up_alone_and_the_others_leave(
    knock: Knock,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    people = users(8)
    for person in people:
        knock.is_owed_to(person)
    bad = people[5]

    def unwanted(notices: Sequence[Notice], *, now: datetime) -> Mapping[UUID, Reason]:
        if any(notice.recipient == bad.pk for notice in notices):
            raise Killed
        return {}

    monkeypatch.setattr(knock, "unwanted", unwanted)
    for _ in range(4):
        with pytest.raises(Killed):
            sweep(now=NOON)
        all_claims_run_out()
    late = factories.user()
    knock.is_owed_to(late)
    with pytest.raises(Killed):
        sweep(now=NOON)

    received = {message["To"] for message in mailbox.messages}
    assert received == {person.email for person in [*people, late] if person is not bad}
    alone = Mail.objects.get(recipient=bad.pk)
    assert (alone.attempts, alone.failed_at, alone.handed_over_at) == (0, None, None)
    assert "The claim on 8 mails ran out; 4 of them go now." in caplog.text


def test_a_sweep_that_ends_while_it_prepares_puts_its_mails_back(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in users(3):
        knock.is_owed_to(person)
    with monkeypatch.context() as slow:
        slow.setattr(sending, "prepare", out_of_time)
        with pytest.raises(SoftTimeLimitExceeded):
            sweep(now=NOON)

    waiting = Mail.objects.waiting(now=NOON)
    assert [(mail.attempts, mail.claimed_until) for mail in waiting] == [(0, None)] * 3


def test_a_mail_that_was_not_taken_for_the_servers_own_reasons_was_not_tried(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    knock.is_owed_to(factories.user())
    difficult_server.closes_after = 0

    for _ in range(MOST_ATTEMPTS + 1):
        assert sweep(now=NOON).sent == 0

    mail = Mail.objects.get()
    assert (mail.attempts, mail.handed_over_at, mail.failed_at) == (0, None, None)


def test_a_refusal_by_the_recipients_server_is_an_attempt(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_recipient[person.email] = "550 5.1.1 No such mailbox"

    sweep(now=NOON)

    assert Mail.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_what_the_server_took_is_put_on_record_over_a_new_connection(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL restarts after the first of three was taken; the worker lives and knows it."""
    for person in users(3):
        knock.is_owed_to(person)
    taken = Ledger.taken

    def lose_the_connection(book: Ledger, parcel: Parcel, *, now: datetime) -> None:
        taken(book, parcel, now=now)
        if len(mailbox.messages) == 1:
            _end_the_connection()

    monkeypatch.setattr(ledger, "TRY_AGAIN_AFTER", (0.01, 0.01))
    monkeypatch.setattr(Ledger, "taken", lose_the_connection)
    with pytest.raises(DatabaseError):
        sweep(now=NOON)

    assert Mail.objects.filter(accepted_at__isnull=False).count() == 1
    untouched = Mail.objects.filter(accepted_at=None, claimed_until=None)
    assert [mail.attempts for mail in untouched] == [0]
    all_claims_run_out()
    assert sweep(now=NOON).sent == 2
    assert len({message["To"] for message in mailbox.messages}) == len(mailbox.messages) == 3


def _end_the_connection() -> None:
    mine = connection.connection.info.backend_pid
    url = settings.DATABASES["default"]
    with psycopg.connect(
        host=url["HOST"], dbname=url["NAME"], user=url["USER"], port=url["PORT"] or None
    ) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [mine])


@pytest.mark.django_db(transaction=True)
def test_the_rest_of_a_batch_is_put_back_even_if_the_record_cannot_be_written(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in users(3):
        knock.is_owed_to(person)

    def fail(_: Ledger) -> None:
        raise DatabaseError

    monkeypatch.setattr(Ledger, "settle", fail)
    monkeypatch.setattr(sending, "message_for", out_of_time)
    with pytest.raises(DatabaseError):
        sweep(now=NOON)

    assert Mail.objects.filter(claimed_until=None).count() == 2


def carried_by_an_unknown_kind(knock: Knock, monkeypatch: pytest.MonkeyPatch) -> Mail:
    """A mail is waiting, and this process does not know what is in it: it is an older one."""
    knock.is_owed_to(factories.user())
    with monkeypatch.context() as later:
        later.setattr("bulletin.outbox.sweeping.send_waiting", lambda now: 0)
        sweep(now=NOON)
    monkeypatch.setattr(kinds, "_kinds", {})
    return Mail.objects.get()


def test_what_an_older_worker_does_not_know_is_owed_still(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried_by_an_unknown_kind(knock, monkeypatch)

    assert sweep(now=NOON).sent == 0
    assert Notice.objects.open().get().mail is None

    kinds.register(knock)
    assert sweep(now=NOON).sent == 1


def test_what_an_older_worker_does_not_know_keeps_the_mail_that_may_have_left(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = carried_by_an_unknown_kind(knock, monkeypatch)
    Mail.objects.update(handed_over_at=NOON)

    assert send_waiting(now=NOON) == 0

    kinds.register(knock)
    assert sweep(now=NOON + timedelta(minutes=10)).sent == 1
    assert [message["Message-ID"] for message in mailbox.messages] == [mail.message_id]
