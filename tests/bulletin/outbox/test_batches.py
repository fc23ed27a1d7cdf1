"""Mails are claimed, looked at and prepared together, and yet each stands for itself."""

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import connection, transaction
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from bulletin.accounts.models import User
from bulletin.outbox import claiming, preparing, running, sending
from bulletin.outbox.actions import owe
from bulletin.outbox.composing import Message
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.gathering import gather
from bulletin.outbox.kinds import Parcel
from bulletin.outbox.ledger import Ledger
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.preparing import Ready
from bulletin.outbox.sending import send, send_waiting
from bulletin.outbox.server import MailServer
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.conftest import Mailbox

from .conftest import NOON, DifficultServer, Knock, users

pytestmark = pytest.mark.django_db


def owed_to(count: int, knock: Knock) -> list[User]:
    """So many people, to each of whom a mail is ready; the order is that of sending."""
    people = users(count)
    for number, person in enumerate(people):
        knock.is_owed_to(person, due_at=NOON - timedelta(minutes=count - number))
    plan(now=NOON)
    gather(now=NOON)
    for number, person in enumerate(people):
        Mail.objects.filter(recipient=person.pk).update(
            due_at=NOON - timedelta(minutes=count - number)
        )
    return people


@pytest.fixture
def before_each_mail(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[str], None]]:
    """What happens when the server is about to be given a mail to this address."""
    happenings: list[Callable[[str], None]] = []
    send_it = MailServer.send

    def send_after_that(server: MailServer, message: Message) -> None:
        for happening in happenings:
            happening(message.recipient)
        send_it(server, message)

    monkeypatch.setattr(MailServer, "send", send_after_that)
    return happenings


def takes_six_seconds_a_mail(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """So nothing but the first of a batch is fresh, and the sweep has time for all the same."""
    monkeypatch.setattr(sending, "monotonic", lambda: 6.0 * len(mailbox.messages))
    monkeypatch.setattr(sending, "ENOUGH_FOR_ONE_SWEEP", timedelta(hours=1))


def queries_for(count: int, knock: Knock) -> int:
    owed_to(count, knock)
    with CaptureQueriesContext(connection) as queries:
        assert send_waiting(now=NOON) == count
    return len(queries)


def test_a_batch_asks_as_much_for_many_mails_as_for_one_but_a_commit_each(
    knock: Knock, mailbox: Mailbox
) -> None:
    of_one, of_forty = queries_for(1, knock), queries_for(40, knock)

    assert of_forty - of_one == 39


def test_thousands_leave_in_batches_over_one_connection(
    knock: Knock, difficult_server: DifficultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 7)
    people = owed_to(30, knock)

    assert send_waiting(now=NOON) == 30

    assert difficult_server.recipients == [person.email for person in people]
    assert difficult_server.connections == 1


def test_what_the_server_has_taken_is_on_record_before_it_is_given_the_next(
    knock: Knock, mailbox: Mailbox, before_each_mail: list[Callable[[str], None]]
) -> None:
    owed_to(5, knock)
    accepted: list[int] = []
    before_each_mail.append(
        lambda _: accepted.append(Mail.objects.filter(accepted_at=NOON).count())
    )

    send_waiting(now=NOON)

    assert accepted == [0, 1, 2, 3, 4]
    assert Mail.objects.filter(accepted_at=NOON).count() == 5


class Killed(BaseException):
    """What a process sees of `kill -9`: nothing more is done."""


def test_a_process_that_dies_in_the_middle_leaves_one_mail_in_doubt(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = owed_to(5, knock)
    taken = Ledger.taken

    def die_at_the_third(ledger: Ledger, parcel: Parcel, *, now: datetime) -> None:
        if len(mailbox.messages) == 3:
            raise Killed
        taken(ledger, parcel, now=now)

    with monkeypatch.context() as dying:
        dying.setattr(Ledger, "taken", die_at_the_third)
        dying.setattr(claiming, "put_back", lambda *_, **__: None)
        with pytest.raises(Killed):
            send_waiting(now=NOON)
    assert [mail.recipient for mail in Mail.objects.exclude(handed_over_at=None)[:9]].count(
        people[3].pk
    ) == 0

    Mail.objects.exclude(claimed_until=None).update(claimed_until=Now() - timedelta(seconds=1))
    assert send_waiting(now=NOON) == 3

    received = [message["To"] for message in mailbox.messages]
    assert [received.count(person.email) for person in people] == [1, 1, 2, 1, 1]
    assert len({message["Message-ID"] for message in mailbox.messages}) == 5


def test_a_claim_is_short_until_the_mail_is_handed_over(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    """A worker that dies keeps its batch back for two minutes, and one mail for ten."""
    one, two = owed_to(2, knock)
    difficult_server.hangs_up_on = {one.email}
    minutes: list[tuple[UUID, int]] = []

    with transaction.atomic():
        claiming.claim(Mail.objects.waiting(now=NOON), at_most=2)
        held = Mail.objects.filter(claimed_until__gt=Now() + timedelta(minutes=3))
        minutes.append((one.pk, held.count()))
        Mail.objects.update(claimed_until=None, attempts=0)
    send_waiting(now=NOON)

    assert minutes == [(one.pk, 0)]
    assert held.get().recipient == one.pk
    assert Mail.objects.get(recipient=two.pk).accepted_at == NOON


def test_a_mail_given_away_twice_is_not_claimed_a_third_time(knock: Knock) -> None:
    owed_to(1, knock)
    Mail.objects.update(handed_over_at=NOON, handed_over_again_at=NOON)

    assert claiming.claim(Mail.objects.waiting(now=NOON), at_most=5) == []


def test_what_became_unwanted_while_a_slow_server_took_others_is_not_sent(
    knock: Knock,
    mailbox: Mailbox,
    before_each_mail: list[Callable[[str], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    takes_six_seconds_a_mail(mailbox, monkeypatch)
    one, two, three = owed_to(3, knock)
    before_each_mail.append(lambda _: knock.not_wanted.update({two.pk: Reason.WITHDRAWN}))

    assert send_waiting(now=NOON) == 2

    assert [message["To"] for message in mailbox.messages] == [one.email, three.email]
    dropped = Notice.objects.get(recipient=two.pk)
    assert (dropped.dropped_why, dropped.mail.attempts if dropped.mail else 0) == (
        Reason.WITHDRAWN,
        0,
    )


def test_what_a_slow_server_leaves_waits_untouched_behind_what_was_asked_for_meanwhile(
    knock: Knock,
    code: Knock,
    mailbox: Mailbox,
    before_each_mail: list[Callable[[str], None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    takes_six_seconds_a_mail(mailbox, monkeypatch)
    people = owed_to(4, knock)
    seen: list[list[tuple[int, datetime | None]]] = []

    def ask_for_a_code(address: str) -> None:
        if address != people[0].email:
            return
        owe(kind="code", recipient=people[3].pk, subject=people[3].pk, now=NOON, secret="123456")
        gather(now=NOON)

    before_each_mail.append(ask_for_a_code)
    before_each_mail.append(
        lambda _: seen.append(
            list(
                Mail.objects.filter(recipient=people[2].pk).values_list(
                    "attempts", "handed_over_at"
                )
            )
        )
    )

    assert send_waiting(now=NOON) == 5

    assert [message["To"] for message in mailbox.messages] == [
        people[number].email for number in (0, 3, 1, 2, 3)
    ]
    assert seen[0] == [(0, None)]
    assert Mail.objects.get(recipient=people[2].pk).attempts == 1


def test_who_falls_asleep_while_a_slow_server_takes_others_is_not_written_to(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is 20:59:58 in Tokyo, and the first mail takes the server five seconds."""
    takes_six_seconds_a_mail(mailbox, monkeypatch)
    monkeypatch.setattr(running, "monotonic", lambda: 5.0 * len(mailbox.messages))
    before = NOON - timedelta(seconds=2)
    awake, asleep = factories.user(), factories.user(timezone="Asia/Tokyo")
    knock.is_owed_to(awake, due_at=NOON - timedelta(hours=2))
    knock.is_owed_to(asleep, due_at=NOON - timedelta(hours=1))

    assert sweep(now=before).sent == 1

    assert [message["To"] for message in mailbox.messages] == [awake.email]
    held = Notice.objects.get(recipient=asleep.pk)
    assert (held.held_why, held.due_at) == (Wait.QUIET_HOURS, NOON + timedelta(hours=11))
    assert Mail.objects.get(recipient=awake.pk).accepted_at == before + timedelta(seconds=5)


def test_a_slow_server_is_prepared_no_more_mails_than_it_takes(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    takes_six_seconds_a_mail(mailbox, monkeypatch)
    owed_to(20, knock)
    sizes: list[int] = []
    claim = claiming.claim

    def watched(waiting: object, *, at_most: int) -> list[Mail]:
        sizes.append(at_most)
        return claim(waiting, at_most=at_most)  # type: ignore[arg-type]

    monkeypatch.setattr(claiming, "claim", watched)

    send_waiting(now=NOON)

    assert sizes[:4] == [100, 2, 2, 2]


def test_a_batch_that_was_long_in_preparing_is_looked_at_anew_before_anything_leaves(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Preparing takes two seconds a mail, and meanwhile the first of four withdraws."""
    people = owed_to(4, knock)
    prepare, sizes = preparing.prepare, []

    def slowly(mails: Sequence[Mail], *, now: datetime) -> list[Ready]:
        sizes.append(len(mails))
        ready = prepare(mails, now=now)
        knock.not_wanted[people[0].pk] = Reason.WITHDRAWN
        return ready

    monkeypatch.setattr(sending, "prepare", slowly)
    monkeypatch.setattr(sending, "monotonic", lambda: 2.0 * sum(sizes))
    monkeypatch.setattr(sending, "ENOUGH_FOR_ONE_SWEEP", timedelta(hours=1))

    assert send_waiting(now=NOON) == 3

    assert [message["To"] for message in mailbox.messages] == [each.email for each in people[1:]]
    assert sizes == [4, 2, 2]
    assert set(Mail.objects.exclude(accepted_at=None).values_list("attempts", flat=True)) == {1}


def test_one_mail_leaves_in_a_sweep_however_long_preparing_takes(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed_to(3, knock)
    prepare, prepared = preparing.prepare, []

    def slowly(mails: Sequence[Mail], *, now: datetime) -> list[Ready]:
        prepared.append(mails)
        return prepare(mails, now=now)

    monkeypatch.setattr(sending, "prepare", slowly)
    monkeypatch.setattr(sending, "monotonic", lambda: 60.0 * len(prepared))

    assert send_waiting(now=NOON) == 1


def test_one_that_cannot_be_looked_at_keeps_no_other_of_its_batch_back(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = owed_to(9, knock)
    bad = people[5]

    def unwanted(notices: Sequence[Notice], *, now: datetime) -> Mapping[UUID, Reason]:
        if any(notice.recipient == bad.pk for notice in notices):
            raise LookupError
        return {}

    monkeypatch.setattr(knock, "unwanted", unwanted)

    assert send_waiting(now=NOON) == 8

    received = {message["To"] for message in mailbox.messages}
    assert received == {person.email for person in people if person is not bad}
    mail = Mail.objects.get(recipient=bad.pk)
    assert (mail.attempts, mail.last_error) == (1, "It could not be written: LookupError")


def test_asked_for_by_their_ids_only_these_are_sent(knock: Knock, mailbox: Mailbox) -> None:
    one, _ = owed_to(2, knock)

    assert send([Mail.objects.get(recipient=one.pk).pk], now=NOON) == 1

    assert [message["To"] for message in mailbox.messages] == [one.email]


def test_the_limit_of_a_task_ends_the_sweep_and_blames_no_mail(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed_to(3, knock)

    def out_of_time(*_: object, **__: object) -> None:
        raise SoftTimeLimitExceeded

    with monkeypatch.context() as slow:
        slow.setattr(sending, "message_for", out_of_time)
        with pytest.raises(SoftTimeLimitExceeded):
            send_waiting(now=NOON)

    assert [mail.last_error for mail in Mail.objects.all()] == ["", "", ""]
    assert [mail.attempts for mail in Mail.objects.all()] == [0, 0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_a_queue_instead_of_waiting_for_each_other(knock: Knock) -> None:
    owed_to(6, knock)
    half: list[Collection[Mail]] = []

    def claim_meanwhile() -> None:
        half.append(claiming.claim(Mail.objects.waiting(now=NOON), at_most=3))
        connection.close()

    with transaction.atomic():
        mine = claiming.claim(Mail.objects.waiting(now=NOON), at_most=3)
        other = threading.Thread(target=claim_meanwhile)
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()

    claimed = [mail.pk for mail in [*mine, *half[0]]]
    assert (len(mine), len(half[0]), len(set(claimed))) == (3, 3, 6)


def test_a_sweep_that_finds_nothing_to_send_asks_no_mail_server(knock: Knock) -> None:
    assert sweep(now=NOON).sent == 0
