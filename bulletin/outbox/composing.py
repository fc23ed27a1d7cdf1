"""A letter becomes a message on the wire: its headers, and a text and an HTML part.

Python's own message classes fold and parse every header anew for every copy, which costs
more than sending it (docs/adr/0014). A letter needs few headers and two parts: they are
written here, by the same standard functions where a header holds more than ASCII.
"""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime, parseaddr, quote
from functools import cache, lru_cache
from secrets import token_hex

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.encoding import punycode

from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail

# RFC 5322, 2.1.1: no line may be longer, its end not counted.
LONGEST_LINE = 998
_ADDRESS = re.compile(r"[!-;=?-~]+@[!-;=?-~]+")  # no blank, nothing outside ASCII, no < or >
_LINE_END = re.compile(r"\r\n|\r|\n")


class NotAnAddress(ValueError):
    """No mail can go there."""


@dataclass(frozen=True, slots=True)
class Message:
    """What the mail server is given: the envelope's two addresses, and everything within."""

    sender: str
    recipient: str
    content: bytes


def message_for(mail: Mail, letter: Letter, *, now: datetime) -> Message:
    """The message under the mail's own Message-ID; nothing of it is stored.

    Raises NotAnAddress where the letter's address is none.
    """
    own_name, sender = _parsed(settings.DEFAULT_FROM_EMAIL)
    recipient = _sendable(letter.to)
    if not recipient:
        raise NotAnAddress("That is not an address to which mail can go.")
    headers = {
        "Subject": _encoded(_one_line(letter.subject)),
        "From": _named(_one_line(letter.sender) or own_name, sender),
        "To": recipient,
        "Message-ID": mail.message_id,
        "Date": format_datetime(now.astimezone(UTC)),
        "Auto-Submitted": "auto-generated",
        **_ways_back(letter),
        "MIME-Version": "1.0",
    }
    return Message(sender, recipient, _written(headers, letter))


def _ways_back(letter: Letter) -> dict[str, str]:
    headers = {}
    if reply_to := _sendable(letter.reply_to):
        headers["Reply-To"] = reply_to
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _written(headers: Mapping[str, str], letter: Letter) -> bytes:
    """Each header stands on one line: folded before its one long word, it looks empty to some."""
    seam = token_hex(16)
    lines = [f"{name}: {value}" for name, value in headers.items()]
    lines += [f'Content-Type: multipart/alternative; boundary="{seam}"', "", f"--{seam}", ""]
    between, end = f"\r\n--{seam}\r\n", f"\r\n--{seam}--\r\n"
    parts = between.encode("ascii").join([_part("plain", letter.text), _part("html", letter.html)])
    return "\r\n".join(lines).encode("ascii") + parts + end.encode("ascii")


def _part(subtype: str, words: str) -> bytes:
    """A part in UTF-8: as it is, or in base64 where a line is too long to be sent."""
    content = _LINE_END.sub("\r\n", words).encode()
    encoding = "8bit"
    if max(map(len, content.split(b"\r\n"))) > LONGEST_LINE:
        content, encoding = base64.encodebytes(content).replace(b"\n", b"\r\n"), "base64"
    head = (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode("ascii") + content


def _named(name: str, address: str) -> str:
    """An address beside a name, as a header holds them."""
    if not name:
        return address
    shown = f'"{quote(name)}"' if _is_plain(name) else _encoded(name)
    return f"{shown} <{address}>"


@cache
def _parsed(from_email: str) -> tuple[str, str]:
    """The name and the address of the setting. Raises ImproperlyConfigured."""
    name, address = parseaddr(from_email)
    if sender := _sendable(address):
        return name, sender
    raise ImproperlyConfigured("DEFAULT_FROM_EMAIL is no address from which mail can come.")


def own_domain() -> str:
    """What stands behind the @ of our own address: a Message-ID names nobody."""
    return _parsed(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]


@lru_cache(maxsize=256)
def _encoded(words: str) -> str:
    """As a header may hold them: by RFC 2047 where they are more than ASCII."""
    return words if _is_plain(words) else Header(words, "utf-8").encode(linesep="\r\n")


def _is_plain(words: str) -> bool:
    return words.isascii() and words.isprintable()


def _sendable(address: str) -> str:
    """The address with its domain in ASCII; empty where no mail can go there."""
    local_part, _, domain = address.rpartition("@")
    sent = address if domain.isascii() else f"{local_part}@{punycode(domain)}"
    return sent if _ADDRESS.fullmatch(sent) else ""


def _one_line(words: str) -> str:
    return " ".join(words.split())
