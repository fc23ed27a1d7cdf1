"""One connection to the mail server, and what its answers mean for a mail."""

import re
import smtplib
from contextlib import suppress
from types import TracebackType
from typing import Self

from django.core.mail.backends.smtp import EmailBackend

from bulletin.outbox.composing import Message

_CODES = re.compile(r"\d{3}(?: \d\.\d{1,3}\.\d{1,3})?|\w+")
_ENHANCED = re.compile(r"\b5\.(\d+)\.\d+\b")
_ABOUT_THE_MAILBOX = {"1", "2"}  # RFC 3463: addressing, and the mailbox itself
_NO_SUCH_MAILBOX = {550, 551, 553}
_OK, _WILL_FORWARD, _GO_ON, _CLOSING, _TOO_BIG = 250, 251, 354, 421, 552
_A_DOT_BEGINS_A_LINE = re.compile(rb"(?m)^\.")


class Unavailable(Exception):
    """No mail can be sent now, whomever it is for."""


class TryLater(Exception):
    """The server does not take this mail at present."""


class Broken(TryLater):
    """The connection broke, twice, before the server had the mail: it was not taken."""


class Refused(Exception):
    """The server will never take this mail; `bad_address` where that is its recipient's doing."""

    def __init__(self, why: str, *, bad_address: bool = False) -> None:
        super().__init__(why)
        self.bad_address = bad_address


class Unanswered(Exception):
    """The connection broke while the server had the mail: it may have been taken."""


def in_codes(answer: Exception) -> str:
    """The answer's codes, or the name of what broke: the words after them may name somebody."""
    codes = _CODES.match(str(answer))
    return codes[0] if codes else type(answer).__name__


class MailServer:
    """A connection kept from mail to mail, and opened anew once it is lost."""

    def __init__(self) -> None:
        self._backend = EmailBackend()

    def __enter__(self) -> Self:
        self._connect()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def send(self, message: Message) -> None:
        """The server has accepted the message.

        Raises Unavailable, TryLater or Refused where it has not, Unanswered where nobody knows.
        """
        try:
            line = self._announce(message)
        except OSError:
            # Servers close a line that was quiet for long, or had many mails: that says nothing
            # about this mail. If it breaks again on a new one, this mail may be why.
            line = self._announce_on_a_new_line(message)
        try:
            line.send(_A_DOT_BEGINS_A_LINE.sub(b"..", message.content) + b".\r\n")
            answer = line.getreply()
        except OSError as error:
            raise Unanswered(_in_short(error)) from None
        if answer[0] != _OK:
            raise _about_the_message(*answer)

    def _announce_on_a_new_line(self, message: Message) -> smtplib.SMTP:
        self._connect()
        try:
            return self._announce(message)
        except OSError as error:
            raise Broken(_in_short(error)) from None

    def _announce(self, message: Message) -> smtplib.SMTP:
        """The server waits for the message's content. Raises OSError where the line breaks."""
        line = self._line()
        size = f" SIZE={len(message.content)}" if line.has_extn("size") else ""
        answer = line.docmd("MAIL", f"FROM:<{message.sender}>{size}")
        if answer[0] != _OK:
            raise self._not_taken(_about_us(*answer))
        answer = line.docmd("RCPT", f"TO:<{message.recipient}>")
        if answer[0] not in {_OK, _WILL_FORWARD}:
            raise self._not_taken(_about_the_recipient(*answer))
        answer = line.docmd("DATA")
        if answer[0] != _GO_ON:
            raise self._not_taken(_about_the_message(*answer))
        return line

    def _not_taken(self, answer: Exception) -> Exception:
        """The same, and the line is free for another mail as far as the server keeps it."""
        with suppress(OSError):
            self._line().rset()
        return answer

    def _connect(self) -> None:
        """A new connection stands. Raises Unavailable where it cannot be made to."""
        self._close()
        try:
            self._backend.open()
            self._line().ehlo_or_helo_if_needed()
        except OSError as error:
            raise Unavailable(_in_short(error)) from None

    def _line(self) -> smtplib.SMTP:
        line: smtplib.SMTP | None = self._backend.connection
        if line is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        return line

    def _close(self) -> None:
        try:
            self._backend.close()
        except OSError:
            # The server has gone already, which is what closing asks for.
            return


def _about_us(code: int, said: bytes) -> Exception:
    """What the server says before it knows whom the mail is for."""
    why = _in_words(code, said)
    return Refused(why) if code == _TOO_BIG else Unavailable(why)


def _about_the_recipient(code: int, said: bytes) -> Exception:
    why = _in_words(code, said)
    if code == _CLOSING:
        return Unavailable(why)
    if code < 500:
        return TryLater(why)
    detail = _ENHANCED.search(why)
    about_them = detail[1] in _ABOUT_THE_MAILBOX if detail else code in _NO_SUCH_MAILBOX
    return Refused(why, bad_address=about_them)


def _about_the_message(code: int, said: bytes) -> Exception:
    why = _in_words(code, said)
    if code == _CLOSING:
        return Unavailable(why)
    return TryLater(why) if code < 500 else Refused(why)


def _in_words(code: int, said: bytes) -> str:
    return f"{code} {said.decode(errors='replace')}"


def _in_short(error: OSError) -> str:
    return f"{type(error).__name__}: {error}"
