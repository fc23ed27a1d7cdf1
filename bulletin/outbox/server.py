"""One connection to the mail server, and what its answers mean for a mail."""

import re
import smtplib
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection

_ENHANCED = re.compile(r"\b5\.(\d+)\.\d+\b")
_ABOUT_THE_MAILBOX = {"1", "2"}  # RFC 3463: addressing, and the mailbox itself
_NO_SUCH_MAILBOX = {550, 551, 553}
_CLOSING = 421


class Unavailable(Exception):
    """No mail can be sent now, whomever it is for."""


class TryLater(Exception):
    """The server does not take this mail at present."""


class Refused(Exception):
    """The server will never take this mail; `bad_address` where that is its recipient's doing."""

    def __init__(self, why: str, *, bad_address: bool = False) -> None:
        super().__init__(why)
        self.bad_address = bad_address


class Unanswered(Exception):
    """The connection broke while the server had the mail: it may have been taken."""


class MailServer:
    """A connection kept from mail to mail, and opened anew once it is lost."""

    def __init__(self) -> None:
        self._connection = get_connection()

    def __enter__(self) -> Self:
        self.ready()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def ready(self) -> None:
        """The connection stands. Raises Unavailable where it cannot be made to."""
        if self._answers():
            return
        self._close()
        try:
            self._connection.open()
        except OSError as error:
            raise Unavailable(f"{type(error).__name__}: {error}") from None
        if not self._answers():
            raise Unavailable("The mail server does not answer.")

    def _answers(self) -> bool:
        """Whether the server is there; a backend that is not SMTP is taken to be."""
        if not hasattr(self._connection, "connection"):
            return True
        line: smtplib.SMTP | None = self._connection.connection
        try:
            return line is not None and line.noop()[0] == 250
        except OSError:
            return False

    def send(self, message: EmailMessage) -> None:
        """The server has accepted the message.

        Raises Unavailable, TryLater or Refused where it has not, Unanswered where nobody knows.
        """
        try:
            self._connection.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _about_the_recipient(code, _in_words(code, words)) from None
        except smtplib.SMTPDataError as error:
            raise _about_the_message(error) from None
        except smtplib.SMTPResponseException as error:
            raise Unavailable(_in_words(error.smtp_code, error.smtp_error)) from None
        except smtplib.SMTPNotSupportedError as error:
            raise Refused(str(error), bad_address=True) from None
        except OSError as error:
            raise Unanswered(f"{type(error).__name__}: {error}") from None
        except ValueError as error:  # an address or a header that no mail can carry
            raise Refused(str(error)) from None

    def _close(self) -> None:
        try:
            self._connection.close()
        except OSError:
            # The server has gone already, which is what closing asks for.
            return


def _about_the_recipient(code: int, why: str) -> Exception:
    if code == _CLOSING:
        return Unavailable(why)
    if code < 500:
        return TryLater(why)
    detail = _ENHANCED.search(why)
    about_them = detail[1] in _ABOUT_THE_MAILBOX if detail else code in _NO_SUCH_MAILBOX
    return Refused(why, bad_address=about_them)


def _about_the_message(error: smtplib.SMTPDataError) -> Exception:
    why = _in_words(error.smtp_code, error.smtp_error)
    if error.smtp_code == _CLOSING:
        return Unavailable(why)
    return TryLater(why) if error.smtp_code < 500 else Refused(why)


def _in_words(code: int, words: bytes | str) -> str:
    said = words.decode(errors="replace") if isinstance(words, bytes) else words
    return f"{code} {said}"
