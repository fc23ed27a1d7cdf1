"""Mails as the demo's catcher left them, one .eml file each, named in order of arrival."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CaughtMail:
    """`name` is its file's without the ending; `text` is empty where only a list is shown."""

    name: str
    sender: str
    to: str
    subject: str
    sent_at: datetime
    text: str = ""


def names_in(folder: Path) -> Sequence[str]:
    """The mails' names, the newest first."""
    return sorted((path.stem for path in folder.glob("*.eml")), reverse=True)


def read_heads(folder: Path, names: Sequence[str]) -> list[CaughtMail]:
    return [_read(folder / f"{name}.eml", headers_only=True) for name in names]


def read_mail(folder: Path, name: str) -> CaughtMail | None:
    """The mail of that name with its text; None where there is none in this folder."""
    return _read(folder / f"{name}.eml") if name in names_in(folder) else None


def _read(path: Path, *, headers_only: bool = False) -> CaughtMail:
    parser = BytesParser(EmailMessage, policy=policy.default)
    message = parser.parsebytes(path.read_bytes(), headersonly=headers_only)
    part = None if headers_only else message.get_body(("plain",))
    return CaughtMail(
        name=path.stem,
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=parsedate_to_datetime(str(message["Date"])),
        text=part.get_content() if part else "",
    )
