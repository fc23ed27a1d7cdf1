"""A letter becomes a message on the wire: its headers, and a text and an HTML part."""

from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail


class LetterMessage(EmailMultiAlternatives):
    """A header with one long word, a link, stays on one line.

    Python would fold it before its first word, which leaves a first line that looks empty.
    """

    def message(self) -> Message:  # type: ignore[override]  # stubs of Django 6
        message = super().message()
        message.policy = message.policy.clone(max_line_length=None)
        return message


def message_for(mail: Mail, letter: Letter, *, now: datetime) -> LetterMessage:
    """The message under the mail's own Message-ID; nothing of it is stored."""
    message = LetterMessage(
        subject=_one_line(letter.subject),
        body=letter.text,
        from_email=_sender(letter),
        to=[letter.to],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=_headers(mail, letter, now),
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _sender(letter: Letter) -> str:
    """Our own address, beside the name that its reader knows."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((_one_line(letter.sender) or name, address))


def _headers(mail: Mail, letter: Letter, now: datetime) -> dict[str, str]:
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(now.astimezone(UTC)),
        "Auto-Submitted": "auto-generated",
    }
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _one_line(words: str) -> str:
    return " ".join(words.split())
