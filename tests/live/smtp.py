"""A mail server that does as a test says: it takes, defers, refuses, hangs, or drops the line.

It is real SMTP on the loopback address, in a thread of this process; what it has taken it keeps.

    with PostOffice() as post:
        post.answers("RCPT", "550 5.1.1 No such person", to="member-01@example.org")
        post.hangs_up(taking_it=True, to="member-02@example.org")
        stall = post.stalls("DATA")
        port = stall.reached()  # somebody waits for the answer: the port tells who
        stall.release()
"""

import asyncio
import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Literal, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bulletin.services import ports

from .waiting import wait_until

Step = Literal["EHLO", "NOOP", "MAIL", "RCPT", "DATA"]
"""What the client has just said; at DATA the server has the whole message."""

_PAUSE_SECONDS = 0.02
_CLOSING = "421"


@dataclass(frozen=True)
class Taken:
    """A message that the server took, and when, by the clock it was given."""

    at: datetime
    to: str
    message: EmailMessage

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def subject(self) -> str:
        return str(self.message["Subject"])


class Stall:
    """One answer that the server holds back until it is released."""

    def __init__(self) -> None:
        self._reached = threading.Event()
        self._released = threading.Event()
        self._client_port = 0

    def reached(self, seconds: float = 90.0) -> int:
        """A client waits for the answer; its port, which tells which process it is."""
        if not self._reached.wait(seconds):
            raise AssertionError(f"Within {seconds:.0f} seconds nobody came so far.")
        return self._client_port

    def release(self) -> None:
        """The answer is given, if anybody is left to hear it. Idempotent."""
        self._released.set()

    async def hold(self, client_port: int) -> None:
        """To be called by the server alone."""
        self._client_port = client_port
        self._reached.set()
        while not self._released.is_set():
            await asyncio.sleep(_PAUSE_SECONDS)


@dataclass
class _Rule:
    """What the server does at a step, in place of taking what it is given."""

    step: Step
    to: str = ""
    after: int = 0
    times: int | None = None
    answer: str = ""
    stall: Stall | None = None
    hangs_up: bool = False

    def fits(self, step: Step, to: str, taken: int) -> bool:
        return (
            self.step == step
            and self.to in ("", to)
            and taken >= self.after
            and (self.times is None or self.times > 0)
        )


@dataclass
class PostOffice:
    """The server; `clock` tells the time that is noted beside what it takes."""

    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    port: int = field(default_factory=ports.free)
    host: str = ports.LOOPBACK
    taken: list[Taken] = field(default_factory=list)
    connections: int = 0
    """How often a client has said EHLO."""
    lines: int = 0
    """How many clients are connected."""
    _rules: list[_Rule] = field(default_factory=list)
    _controller: "_Controller | None" = None

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.behaves()
        self.close()

    def open(self) -> None:
        """It listens, on the port that it always had. Idempotent."""
        if self._controller is None:
            self.lines = 0
            self._controller = _Controller(self)
            self._controller.start()

    def close(self) -> None:
        """Nothing listens, and open connections are gone. Idempotent."""
        if self._controller is not None:
            self._controller.stop(no_assert=True)
            self._controller = None

    def answers(
        self, step: Step, words: str, *, to: str = "", after: int = 0, times: int | None = None
    ) -> None:
        """At this step it says these words and takes nothing; after a 421 it hangs up.

        `to` narrows it to one address (at RCPT and DATA), `after` to when so many messages
        have been taken, `times` to so often.
        """
        self._rules.append(_Rule(step, to=to, after=after, times=times, answer=words))

    def hangs_up(self, *, taking_it: bool, to: str = "", after: int = 0, times: int = 1) -> None:
        """Given a message it drops the line without a word, the message taken or not."""
        answer = "" if taking_it else "451"
        self._rules.append(
            _Rule("DATA", to=to, after=after, times=times, answer=answer, hangs_up=True)
        )

    def await_hanging_up(self) -> None:
        """It has hung up as often as it was told to."""
        wait_until(
            lambda: not any(rule.hangs_up and rule.times for rule in self._rules),
            "the server has dropped the line",
        )

    def stalls(self, step: Step, *, to: str = "", after: int = 0, times: int | None = 1) -> Stall:
        """The next answer at this step is held back, or so many, or all from now on (None); at
        DATA the message has been taken."""
        stall = Stall()
        self._rules.append(_Rule(step, to=to, after=after, times=times, stall=stall))
        return stall

    def behaves(self) -> None:
        """From now on it takes everything at once."""
        for rule in self._rules:
            if rule.stall:
                rule.stall.release()
        self._rules.clear()

    def forget(self) -> None:
        """Nothing that it took is left."""
        self.taken.clear()

    def to(self, address: str) -> Sequence[Taken]:
        """What this mailbox holds, in order of arrival."""
        return [each for each in self.taken if each.to == address]

    @property
    def mailboxes(self) -> Mapping[str, Sequence[str]]:
        """The subjects in each mailbox that holds any mail, in order of arrival."""
        held: dict[str, list[str]] = defaultdict(list)
        for each in self.taken:
            held[each.to].append(each.subject)
        return dict(held)

    def _rule(self, step: Step, to: str = "") -> _Rule | None:
        for rule in self._rules:
            if rule.fits(step, to, len(self.taken)):
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None


class _Controller(Controller):
    """aiosmtpd's server in a thread, counting those who are connected."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office
        super().__init__(_Handler(office), hostname=office.host, port=office.port, ready_timeout=20)

    def factory(self) -> SMTP:
        return _Server(self._office, self.handler, **self.SMTP_kwargs)


class _Server(SMTP):
    """One client's connection."""

    def __init__(self, office: PostOffice, handler: "_Handler", **options: Any) -> None:
        super().__init__(handler, **options)
        self._office = office

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._office.lines += 1
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self._office.lines -= 1
        super().connection_lost(error)


class _Handler:
    """What aiosmtpd asks at each step."""

    def __init__(self, office: PostOffice) -> None:
        self._office = office

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host: str, answers: list[str]
    ) -> list[str]:
        self._office.connections += 1
        session.host_name = host
        refusal = await self._refusal("EHLO", server, session)
        return [refusal] if refusal else answers

    async def handle_NOOP(
        self, server: SMTP, session: Session, envelope: Envelope, words: str
    ) -> str:
        return await self._refusal("NOOP", server, session) or "250 OK"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := await self._refusal("MAIL", server, session):
            return refusal
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := await self._refusal("RCPT", server, session, address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        [address] = envelope.rcpt_tos
        rule = self._office._rule("DATA", address)
        if rule is None or not rule.answer:
            assert isinstance(envelope.content, bytes)
            self._keep(address, envelope.content)
        return await self._follow(rule, server, session) or "250 OK, kept"

    def _keep(self, address: str, content: bytes) -> None:
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self._office.taken.append(Taken(self._office.clock(), address, message))

    async def _refusal(
        self, step: Step, server: SMTP, session: Session, address: str = ""
    ) -> str | None:
        return await self._follow(self._office._rule(step, address), server, session)

    async def _follow(self, rule: _Rule | None, server: SMTP, session: Session) -> str | None:
        """What to say in place of taking it; None where it is taken."""
        if rule is None:
            return None
        if rule.stall:
            assert isinstance(session.peer, tuple)
            await rule.stall.hold(session.peer[1])
        assert isinstance(server.transport, asyncio.Transport)
        if rule.hangs_up:
            server.transport.abort()
        if rule.answer.startswith(_CLOSING):
            asyncio.get_running_loop().call_later(_PAUSE_SECONDS, server.transport.close)
        return rule.answer or None
