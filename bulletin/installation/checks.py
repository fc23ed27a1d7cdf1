"""What this installation still lacks, in plain words: its public address and its mail server."""

import smtplib
from dataclasses import dataclass
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

_SECONDS = 10


@dataclass(frozen=True)
class Finding:
    """One thing that was tried: whether it works, and a sentence that says what to do if not."""

    works: bool
    sentence: str


def check_address() -> Finding:
    """Ask the public address for its health page, as a participant's telephone would reach it."""
    address = settings.PUBLIC_URL
    if "localhost" in address or "127.0.0.1" in address:
        return Finding(
            False,
            _(
                "The public address is %(address)s, which works on this machine alone. "
                "Set BULLETIN_PUBLIC_URL to the address that participants will open."
            )
            % {"address": address},
        )
    try:
        with urlopen(f"{address}/healthz", timeout=_SECONDS) as answer:  # noqa: S310 - own address
            ok = answer.status == 200
    except (URLError, OSError, ValueError) as error:
        return Finding(
            False,
            _("%(address)s cannot be reached from here: %(reason)s.")
            % {"address": address, "reason": getattr(error, "reason", error)},
        )
    if not ok or not address.startswith("https://"):
        return Finding(
            False,
            _("%(address)s answers, but not over HTTPS: what people write would travel in clear.")
            % {"address": address},
        )
    return Finding(True, _("%(address)s answers.") % {"address": address})


def check_mail_server() -> Finding:
    """Connect and sign in to the mail server, sending nothing."""
    if not settings.EMAIL_HOST:
        return Finding(
            False,
            _(
                "No mail server is set: nobody can be invited or reminded. "
                "Set BULLETIN_MAIL_HOST, and the user and password if it asks for them."
            ),
        )
    try:
        connection = get_connection(timeout=_SECONDS)
        connection.open()
        connection.close()
    except (smtplib.SMTPException, OSError) as error:
        return Finding(False, _mail_trouble(error))
    return Finding(True, _("%(host)s accepts mail from us.") % {"host": settings.EMAIL_HOST})


def send_test_message(address: str) -> Finding:
    """Send one short message to `address`, and say what the mail server answered."""
    message = EmailMessage(
        subject=_("A test message from Bulletin"),
        body=_("If you can read this, invitations and reminders will reach people too."),
        to=[address],
        headers={"Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        return Finding(False, _mail_trouble(error))
    return Finding(
        True,
        _("The mail server took a message to %(address)s. Look whether it has arrived.")
        % {"address": address},
    )


def _mail_trouble(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("The mail server refuses our user name or password.")
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return _("The mail server does not offer the encryption that BULLETIN_MAIL_TLS asks for.")
    return _("The mail server %(host)s, port %(port)s, does not work: %(reason)s.") % {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "reason": error,
    }
