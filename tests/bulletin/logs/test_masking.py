"""The log never stores a working link (rule 8), nor an address of any sort."""

import pytest
from django.urls import reverse

from bulletin.logs.masking import masked

TOKEN = "hYx0-Secret_Token12345"


@pytest.mark.parametrize("name", ["personal_link", "further_device", "mute", "sign_in_link"])
def test_the_secret_of_a_link_is_masked(name: str) -> None:
    path = reverse(name, args=[TOKEN])

    line = masked(f"Not Found: {path}?again")

    assert line == f"Not Found: {path.replace(TOKEN, '…')}?again"


@pytest.mark.parametrize("name", ["personal_link", "further_device", "mute", "sign_in_link"])
def test_the_secret_of_a_link_within_another_address_is_masked(name: str) -> None:
    path = reverse(name, args=[TOKEN]).replace("/", "%2F")

    assert TOKEN not in masked(f"/accounts/login/?next={path}")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("550 5.1.1 <member-01@example.org>: unknown", "550 5.1.1 … unknown"),
        ("Key (lower(email))=(member-01@example.org) exists", "Key … exists"),
        ('"Member 01"@example.org is refused', "… is refused"),
        ("GET /enter/?email=member-01%40example.org", "GET …"),
        ("größe@bücher.example", "…"),
        ("redis://someone:secret@cache.example.org:6379/0", "…"),
    ],
)
def test_mail_addresses_are_masked(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Invalid request from ip=192.0.2.17: no", "Invalid request from ip=…: no"),
        ("from [2001:db8::7]:443", "from […]:443"),
        ("from 2001:db8:0:0:0:0:0:7, twice", "from …, twice"),
    ],
)
def test_network_addresses_are_masked(text: str, left: str) -> None:
    assert masked(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Listening at: http://127.0.0.1:8000",
        "Listening at: http://0.0.0.0:8000 and [::1]:8000",
        "It is 12:34:56 on 2021-03-30T12:34:56+00:00.",
        "Mail 6f1c7d6e-1b1f-4a52-9d41-3f2f1f0f7a10 is sent once more, the same.",
        "Django 5.2.19, five of 8.5",
    ],
)
def test_what_names_nobody_stays(text: str) -> None:
    assert masked(text) == text
