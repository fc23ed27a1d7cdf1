"""Messages are written by us, and must read as any other's."""

import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from pytest_django import Settings

from bulletin.outbox.composing import LONGEST_LINE, NotAnAddress, message_for
from bulletin.outbox.letters import Letter
from bulletin.outbox.models import Mail
from tests.letters import words_of

from .conftest import NOON

MAIL = Mail(recipient=uuid.uuid4(), message_id="<1@example.org>")


def letter(**fields: Any) -> Letter:
    words: dict[str, Any] = {
        "to": "one@example.org",
        "subject": "A letter",
        "text": "Words\n",
        "html": "<p>",
    }
    return Letter(**(words | fields))


def read(given: Letter) -> EmailMessage:
    content = message_for(MAIL, given, now=NOON).content
    assert b"\n" not in content.replace(b"\r\n", b"")
    parsed = message_from_bytes(content, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    assert [defect for part in parsed.walk() for defect in part.defects] == []
    return parsed


@pytest.mark.parametrize(
    "words",
    ["Plain words", "“Quotes” & <marks>", "Ελληνικά, العربية, 日本語 " * 12, 'A "quoted" \\ name'],
)
def test_a_subject_and_a_senders_name_come_out_as_they_went_in(words: str) -> None:
    name = words[:20].strip()
    message = read(letter(subject=words, sender=name))

    assert message["Subject"] == words.strip()
    assert message["From"].addresses[0].display_name == name


def test_nothing_in_a_letter_can_add_a_header() -> None:
    message = read(letter(subject="One\r\nBcc: two@example.org", sender="A\nTo: b@example.org"))

    assert (message["Bcc"], message["Subject"]) == (None, "One Bcc: two@example.org")
    assert message.get_all("To") == ["one@example.org"]


def test_nobodys_address_can_add_a_header() -> None:
    with pytest.raises(NotAnAddress):
        message_for(MAIL, letter(to="one@example.org\r\nBcc: two@example.org"), now=NOON)


def test_both_parts_come_out_as_they_went_in() -> None:
    text = "“Quotes”\n\n.A line that begins with a dot\n..\n.\nFrom here on\n日本語 🎉\n"
    html = "<p>“Quotes”</p>\n"

    message = read(letter(text=text, html=html))

    assert message.get_content_type() == "multipart/alternative"
    assert (words_of(message), words_of(message, "html")) == (text, html)


def test_a_line_too_long_to_be_sent_comes_out_as_it_went_in() -> None:
    text = "é" * LONGEST_LINE + "\n"

    content = message_for(MAIL, letter(text=text), now=NOON).content

    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE
    assert words_of(read(letter(text=text))) == text


def test_a_contact_that_is_no_address_is_left_out() -> None:
    assert read(letter(reply_to="ask at the desk"))["Reply-To"] is None
    assert read(letter(reply_to="ask@example.org"))["Reply-To"] == "ask@example.org"


def test_our_own_name_stands_where_a_letter_names_no_sender(settings: Settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Bulletin <post@example.org>"
    assert read(letter())["From"] == "Bulletin <post@example.org>"
    settings.DEFAULT_FROM_EMAIL = "post@example.org"
    assert read(letter())["From"] == "post@example.org"
