"""A kind of notice that stands for any, and a mail server that can be difficult."""

import asyncio
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from bulletin.accounts.models import User
from bulletin.outbox import kinds
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import Correspondence, Hold, NewNotice, NoticeKind, Parcel, Writer
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Notice
from bulletin.services import ports
from tests import factories

NOON = datetime(2021, 3, 30, 12, 0, tzinfo=UTC)
SITE = "https://discussions.an-institute-with-a-long-name.example.org"


class ByPost(Correspondence):
    """Letters to users that hold what their notices are about."""

    def __init__(self) -> None:
        self.refused: list[tuple[uuid.UUID, str]] = []
        self.cannot_be_written: set[uuid.UUID] = set()

    def zones(self, recipients: Collection[uuid.UUID]) -> Mapping[uuid.UUID, tzinfo]:
        users = User.objects.filter(pk__in=recipients)
        return {user.pk: ZoneInfo(user.timezone or "UTC") for user in users}

    def writer(self, parcels: Sequence[Parcel], *, now: datetime) -> Writer:
        users = User.objects.in_bulk([parcel.mail.recipient for parcel in parcels])
        return lambda parcel: self._letter(parcel, users[parcel.mail.recipient])

    def _letter(self, parcel: Parcel, user: User) -> Letter:
        if user.pk in self.cannot_be_written:
            raise LookupError("a template is missing")
        said = " ".join(f"{notice.kind} {notice.secret}" for notice in parcel.notices)
        return Letter(
            to=user.email,
            subject=f"{len(parcel.notices)} reasons",
            text=said,
            html=f"<p>{said}</p>",
            unsubscribe=f"{SITE}/u/{parcel.mail.reply_token}/",
        )

    def address_refused(self, recipient: uuid.UUID, address: str, *, now: datetime) -> None:
        self.refused.append((recipient, address))


class Knock(NoticeKind):
    """Owed to whoever stands in `owed`; held and unwanted as a test says."""

    def __init__(self, name: str, correspondence: ByPost) -> None:
        self.name, self.correspondence = name, correspondence
        self.owed: list[NewNotice] = []
        self.held: dict[uuid.UUID, Hold] = {}
        self.not_wanted: dict[uuid.UUID, Reason] = {}

    def plan(self, now: datetime) -> list[NewNotice]:
        planned = set(Notice.objects.filter(kind=self.name).values_list("recipient", "subject"))
        return [new for new in self.owed if (new.recipient, new.subject) not in planned]

    def holds(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Hold]:
        return {n.pk: self.held[n.recipient] for n in notices if n.recipient in self.held}

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        return {
            n.pk: self.not_wanted[n.recipient] for n in notices if n.recipient in self.not_wanted
        }

    def is_owed_to(self, user: User, **fields: object) -> None:
        about = {"subject": uuid.uuid4(), "due_at": NOON, **fields}
        self.owed.append(NewNotice(recipient=user.pk, **about))  # type: ignore[arg-type]


@pytest.fixture
def by_post() -> ByPost:
    return ByPost()


@pytest.fixture
def knock(by_post: ByPost, monkeypatch: pytest.MonkeyPatch) -> Knock:
    """A kind that obeys the night and shares its mail; the only one there is, at first."""
    monkeypatch.setattr(kinds, "_kinds", {})
    kind = Knock("knock", by_post)
    kinds.register(kind)
    return kind


@pytest.fixture
def ring(knock: Knock, by_post: ByPost) -> Knock:
    """A second kind, whose notices may share a mail with the first's."""
    kind = Knock("ring", by_post)
    kinds.register(kind)
    return kind


@pytest.fixture
def code(knock: Knock, by_post: ByPost) -> Knock:
    """A kind that was just asked for: at any hour, and alone."""
    kind = Knock("code", by_post)
    kind.quiet, kind.travels_alone = False, True
    kinds.register(kind)
    return kind


def users(count: int) -> list[User]:
    return [factories.user() for _ in range(count)]


@dataclass
class DifficultServer:
    """What it answers to whom, how often it was called, and what it took in spite of all."""

    to_recipient: dict[str, str] = field(default_factory=dict)
    to_message: dict[str, str] = field(default_factory=dict)
    hangs_up_on: set[str] = field(default_factory=set)
    breaks_before: set[str] = field(default_factory=set)
    mails_a_connection: int | None = None
    closes_after: int | None = None
    connections: int = 0
    mails_from: Counter[str] = field(default_factory=Counter)
    messages: list[EmailMessage] = field(default_factory=list)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return answers

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.closes_after is not None and len(self.messages) >= self.closes_after:
            return "421 4.3.2 Closing for the night"
        if self.mails_a_connection is not None:
            self.mails_from[str(session.peer)] += 1
            if self.mails_from[str(session.peer)] > self.mails_a_connection:
                _hang_up(server)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.breaks_before:
            _hang_up(server)
        if address not in self.to_recipient:
            envelope.rcpt_tos.append(address)
        return self.to_recipient.get(address, "250 OK")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [address] = envelope.rcpt_tos
        if address in self.to_message:
            return self.to_message[address]
        assert isinstance(envelope.content, bytes)
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.messages.append(parsed)
        if address in self.hangs_up_on:
            _hang_up(server)
        return "250 Kept"

    @property
    def recipients(self) -> list[str]:
        return [message["To"] for message in self.messages]


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@pytest.fixture
def difficult_server(settings: Settings) -> Iterator[DifficultServer]:
    """What is sent goes over SMTP to this server."""
    server = DifficultServer()
    controller = Controller(server, hostname="127.0.0.1", port=ports.free(), ready_timeout=20)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    controller.stop()
