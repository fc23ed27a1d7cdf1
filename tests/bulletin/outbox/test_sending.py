"""What becomes of each mail, whatever the mail server says, and whenever a process dies."""

import logging
import uuid
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import transaction
from django.db.models.functions import Now
from django.db.utils import IntegrityError
from pytest_django import Settings

from bulletin.outbox import claiming, sending
from bulletin.outbox.actions import owe
from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.ledger import Ledger
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.models.mail import MOST_ATTEMPTS
from bulletin.outbox.sweeping import sweep
from bulletin.services import ports
from tests import factories
from tests.conftest import Mailbox

from .conftest import NOON, SITE, ByPost, DifficultServer, Knock, users

pytestmark = pytest.mark.django_db


def all_claims_run_out() -> None:
    """As if the worker that holds them had died long ago."""
    Mail.objects.exclude(claimed_until=None).update(claimed_until=Now() - timedelta(seconds=1))


def test_a_mail_says_what_it_is(knock: Knock, mailbox: Mailbox, settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Bulletin <post@board.example.org>"
    knock.is_owed_to(factories.user("one@example.org"))

    sweep(now=NOON)

    [message], mail = mailbox.messages, Mail.objects.get()
    assert message["From"] == "Bulletin <post@board.example.org>"
    assert message["To"] == "one@example.org"
    assert message["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@board.example.org>")
    assert parsedate_to_datetime(message["Date"]) == NOON
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (mail.address, mail.accepted_at, mail.attempts) == ("one@example.org", NOON, 1)


def test_the_unsubscribe_header_stands_on_one_line(knock: Knock, mailbox: Mailbox) -> None:
    """However long the address: a header folded before its first word is read as empty by some."""
    knock.is_owed_to(factories.user())

    sweep(now=NOON)

    [file] = mailbox.folder.glob("*.eml")
    [line] = [
        line for line in file.read_bytes().split(b"\r\n") if line.startswith(b"List-Unsubscribe:")
    ]
    token = Mail.objects.get().reply_token
    assert line.decode() == f"List-Unsubscribe: <{SITE}/u/{token}/>"
    assert len(line) > 78


@pytest.mark.parametrize("stage", ["to_recipient", "to_message"])
def test_what_a_server_says_of_somebody_is_on_record_and_not_in_the_log(
    knock: Knock,
    difficult_server: DifficultServer,
    caplog: pytest.LogCaptureFixture,
    stage: str,
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    getattr(difficult_server, stage)[person.email] = "421 4.7.0 somebody.s.mailbox is busy"

    assert sweep(now=NOON).sent == 0

    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("mail.log")]
    assert [said for said in ours if "421 4.7.0" in said]
    assert [said for said in ours if "somebody" in said] == []


def test_one_bad_address_keeps_no_other_mail_back(
    knock: Knock, by_post: ByPost, difficult_server: DifficultServer
) -> None:
    people = users(20)
    for person in people:
        knock.is_owed_to(person)
    bad = people[3]
    difficult_server.to_recipient[bad.email] = "550 5.1.1 No such mailbox"

    assert sweep(now=NOON).sent == 19

    good = [person.email for person in people if person is not bad]
    assert sorted(difficult_server.recipients) == sorted(good)
    assert difficult_server.connections == 1
    failed = Mail.objects.get(failed_at=NOON)
    assert (failed.recipient, failed.last_error) == (bad.pk, "550 5.1.1 No such mailbox")
    assert by_post.refused == [(bad.pk, bad.email)]
    notice = Notice.objects.get(recipient=bad.pk)
    assert (notice.dropped_why, notice.dropped_at) == (Reason.BAD_ADDRESS, NOON)
    assert sweep(now=NOON + timedelta(days=1)).sent == 0


@pytest.mark.parametrize(
    ("answer", "is_the_addresss_fault"),
    [
        ("550 No such mailbox here", True),
        ("553 5.1.3 Not an address", True),
        ("550 5.2.1 Mailbox disabled", True),
        ("550 5.7.1 Relaying denied", False),
        ("554 5.7.1 Refused by policy", False),
        ("530 5.7.0 Authentication required", False),
    ],
)
def test_a_refusal_is_the_addresss_fault_only_where_it_says_so(
    knock: Knock,
    by_post: ByPost,
    difficult_server: DifficultServer,
    answer: str,
    is_the_addresss_fault: bool,
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_recipient[person.email] = answer

    sweep(now=NOON)

    assert Mail.objects.get().failed_at == NOON
    assert bool(by_post.refused) is is_the_addresss_fault


def test_a_message_refused_for_good_is_not_tried_again(
    knock: Knock, by_post: ByPost, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_message[person.email] = "554 5.6.0 Not liked"

    sweep(now=NOON)

    mail = Mail.objects.get()
    assert (mail.failed_at, mail.handed_over_at) == (NOON, None)
    assert Notice.objects.get().dropped_why == Reason.NOT_DELIVERED
    assert by_post.refused == []


def test_a_mail_refused_for_now_is_tried_less_and_less_often_and_then_parked(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_recipient[person.email] = "450 4.2.0 Greylisted"
    now, delays = NOON, []

    for _attempt in range(MOST_ATTEMPTS):
        sweep(now=now)
        due_at = Mail.objects.get().due_at
        delays.append(due_at - now)
        assert sweep(now=due_at - timedelta(seconds=1)).sent == 0
        now = due_at

    minutes = [delay.total_seconds() / 60 for delay in delays]
    for waited, least in zip(minutes, [1, 10, 60, 240, 240], strict=True):
        assert least <= waited < 1.25 * least
    assert Mail.objects.get().attempts == MOST_ATTEMPTS
    difficult_server.to_recipient.clear()
    assert sweep(now=now).sent == 0
    mail = Mail.objects.get()
    assert (mail.failed_at, mail.attempts) == (now, MOST_ATTEMPTS)
    assert mail.last_error == "Given up after 5 attempts. 450 4.2.0 Greylisted"
    assert Notice.objects.get().dropped_why == Reason.NOT_DELIVERED


def test_a_mail_refused_for_now_leaves_when_the_server_takes_it(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_recipient[person.email] = "450 4.2.0 Greylisted"
    sweep(now=NOON)
    first = Mail.objects.get()
    difficult_server.to_recipient.clear()

    assert sweep(now=NOON + timedelta(minutes=2)).sent == 1

    [message] = difficult_server.messages
    assert (message["Message-ID"], Mail.objects.get().last_error) == (first.message_id, "")


def test_while_no_server_answers_all_mails_wait_and_no_attempt_is_counted(
    knock: Knock, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", ports.free()
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    for person in users(3):
        knock.is_owed_to(person)

    for _try in range(2 * MOST_ATTEMPTS):
        assert sweep(now=NOON).sent == 0

    waiting = Mail.objects.waiting(now=NOON)
    assert [(mail.attempts, mail.claimed_by) for mail in waiting] == [(0, "")] * 3
    assert "ConnectionRefusedError" in caplog.text


def test_without_a_mail_server_in_the_settings_mails_wait(knock: Knock, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False
    knock.is_owed_to(factories.user())

    assert sweep(now=NOON).sent == 0

    assert [mail.attempts for mail in Mail.objects.waiting(now=NOON)] == [0]


def test_a_server_that_closes_in_the_middle_costs_the_others_no_attempt(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    for person in users(5):
        knock.is_owed_to(person)
    difficult_server.closes_after = 2

    assert sweep(now=NOON).sent == 2

    waiting = Mail.objects.waiting(now=NOON)
    assert [(mail.attempts, mail.handed_over_at) for mail in waiting] == [(0, None)] * 3
    difficult_server.closes_after = None
    assert sweep(now=NOON).sent == 3
    assert len(set(difficult_server.recipients)) == 5


class Killed(BaseException):
    """What a process sees of `kill -9`: nothing more is done."""


def test_a_process_that_dies_before_its_commit_sends_the_same_mail_once_more(
    knock: Knock,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    knock.is_owed_to(factories.user())
    with monkeypatch.context() as dying:
        dying.setattr(Ledger, "taken", die)
        with pytest.raises(Killed):
            sweep(now=NOON)
    assert len(mailbox.messages) == 1
    mail = Mail.objects.get()
    assert (mail.handed_over_at, mail.accepted_at) == (NOON, None)

    later = NOON + timedelta(minutes=1)
    assert sweep(now=later).sent == 0  # its claim still stands
    all_claims_run_out()
    assert sweep(now=later).sent == 1

    assert [message["Message-ID"] for message in mailbox.messages] == [mail.message_id] * 2
    assert f"Mail {mail.pk} may have left before" in caplog.text
    mail.refresh_from_db()
    assert (mail.handed_over_at, mail.handed_over_again_at) == (NOON, later)
    assert mail.accepted_at == later
    all_claims_run_out()
    assert sweep(now=later).sent == 0


def test_a_mail_is_handed_over_again_once_and_not_oftener(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise Killed

    knock.is_owed_to(factories.user())
    with monkeypatch.context() as dying:
        dying.setattr(Ledger, "taken", die)
        for _ in range(2):
            with pytest.raises(Killed):
                sweep(now=NOON)
            all_claims_run_out()

    assert sweep(now=NOON).sent == 0
    assert len(mailbox.messages) == 2
    mail = Mail.objects.get()
    assert mail.failed_at == NOON
    assert mail.last_error.startswith("Handed over twice without an answer")


def test_a_connection_that_breaks_after_the_message_counts_as_handed_over(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    one, two = users(2)
    for person in (one, two):
        knock.is_owed_to(person)
    difficult_server.hangs_up_on = {one.email}

    assert sweep(now=NOON).sent == 1

    mail = Mail.objects.get(recipient=one.pk)
    assert (mail.handed_over_at, mail.accepted_at) == (NOON, None)
    difficult_server.hangs_up_on = set()
    all_claims_run_out()
    assert sweep(now=NOON).sent == 1
    sent_to_one = [m["Message-ID"] for m in difficult_server.messages if m["To"] == one.email]
    assert sent_to_one == [mail.message_id] * 2


def test_a_mail_that_may_have_left_keeps_its_message_id_through_the_night(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.hangs_up_on = {person.email}
    sweep(now=NOON)
    difficult_server.hangs_up_on = set()
    all_claims_run_out()
    knock.held[person.pk] = Hold(Wait.PAUSED)

    sweep(now=NOON)
    knock.held.clear()
    sweep(now=NOON + timedelta(minutes=10))

    ids = {message["Message-ID"] for message in difficult_server.messages}
    assert (len(difficult_server.messages), ids) == (2, {Mail.objects.get().message_id})


def test_what_was_left_out_of_a_mail_sent_once_more_is_owed_still(
    knock: Knock, ring: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    for kind in (knock, ring):
        kind.is_owed_to(person)
    difficult_server.hangs_up_on = {person.email}
    sweep(now=NOON)
    difficult_server.hangs_up_on = set()
    all_claims_run_out()
    ring.held[person.pk] = Hold(Wait.PAUSED)

    assert sweep(now=NOON).sent == 1
    assert difficult_server.messages[-1]["Subject"] == "1 reasons"
    assert dict(Notice.objects.values_list("kind", "sent_at")) == {"knock": NOON, "ring": None}

    ring.held.clear()
    assert sweep(now=NOON).sent == 1
    assert Notice.objects.get(kind="ring").sent_at == NOON
    assert sweep(now=NOON).sent == 0


def test_a_claim_that_has_run_out_no_longer_sends(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that slept through its claim must not send what another may have taken."""
    knock.is_owed_to(factories.user())
    writer = knock.correspondence.writer

    def sleep_too_long(*arguments: object, **named: object) -> object:
        Mail.objects.update(claimed_by="another worker")
        return writer(*arguments, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as sleepy:
        sleepy.setattr(knock.correspondence, "writer", sleep_too_long)
        assert sweep(now=NOON).sent == 0
    assert mailbox.messages == []
    all_claims_run_out()
    assert sweep(now=NOON).sent == 1


def waiting_mail(number: int = 1) -> Mail:
    return Mail.objects.create(
        recipient=uuid.uuid4(),
        message_id=f"<{number}@example.org>",
        created_at=NOON,
        due_at=NOON,
    )


def test_a_mail_is_claimed_by_one(knock: Knock) -> None:
    mail, waiting = waiting_mail(), Mail.objects.waiting(now=NOON)

    first, second = claiming.claim(waiting, at_most=5), claiming.claim(waiting, at_most=5)

    assert [(each.pk, each.attempts) for each in first] == [(mail.pk, 0)]
    assert second == []


def test_a_moved_clock_takes_no_mail_out_of_living_hands(knock: Knock) -> None:
    waiting_mail()
    claiming.claim(Mail.objects.waiting(now=NOON), at_most=5)

    for moved in (timedelta(days=3), timedelta(days=-3)):
        assert claiming.claim(Mail.objects.waiting(now=NOON + moved), at_most=5) == []


def test_a_letter_that_cannot_be_written_keeps_no_other_back(
    knock: Knock, by_post: ByPost, mailbox: Mailbox
) -> None:
    one, two = users(2)
    for person in (one, two):
        knock.is_owed_to(person)
    by_post.cannot_be_written = {one.pk}

    assert sweep(now=NOON).sent == 1

    mail = Mail.objects.get(recipient=one.pk)
    assert mail.attempts == 1
    assert timedelta(minutes=1) <= mail.due_at - NOON < timedelta(minutes=1.25)
    assert mail.last_error == "It could not be written: LookupError"
    by_post.cannot_be_written = set()
    assert sweep(now=mail.due_at).sent == 1


def test_a_long_queue_goes_on_in_a_sweep_of_its_own(
    knock: Knock, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "ENOUGH_FOR_ONE_SWEEP", timedelta())
    nudged: list[bool] = []
    monkeypatch.setattr("bulletin.outbox.sweeping.nudge", lambda: nudged.append(True))
    for person in users(2):
        knock.is_owed_to(person)

    assert (sweep(now=NOON).sent, len(nudged)) == (1, 1)
    assert (sweep(now=NOON).sent, len(nudged)) == (1, 1)


def test_no_secret_outlives_its_sending_nor_reaches_the_log(
    code: Knock, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    person = factories.user()
    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="918273")

    sweep(now=NOON)

    [message] = mailbox.messages
    assert "918273" in message.as_string()
    assert Notice.objects.get().secret == ""
    token = Mail.objects.get().reply_token
    ours = [r.getMessage() for r in caplog.records if not r.name.startswith("mail.log")]
    assert [said for said in ours if "918273" in said or token in said] == []


def test_a_sent_notice_cannot_keep_a_secret(code: Knock) -> None:
    person = factories.user()
    owe(kind="code", recipient=person.pk, subject=person.pk, now=NOON, secret="918273")

    with pytest.raises(IntegrityError, match="a_sent_notice_keeps_no_secret"), transaction.atomic():
        Notice.objects.update(sent_at=NOON)


def test_a_mail_handed_over_again_was_handed_over_before(knock: Knock) -> None:
    mail = Mail.objects.create(
        recipient=uuid.uuid4(), message_id="<1@example.org>", created_at=NOON, due_at=NOON
    )

    with (
        pytest.raises(IntegrityError, match="handed_over_again"),
        transaction.atomic(),
    ):
        Mail.objects.filter(pk=mail.pk).update(handed_over_again_at=NOON)
