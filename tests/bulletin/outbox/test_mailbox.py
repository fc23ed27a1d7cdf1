"""The demo's mailbox: what was sent, in the browser, and in the demo alone."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bulletin.outbox.actions import owe
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.conftest import Mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(mailbox: Mailbox, settings: Settings) -> Mailbox:
    """A demo whose mails lie where the catcher puts them."""
    settings.IS_DEMO = True
    settings.PLACE = SimpleNamespace(mail=mailbox.folder)
    return mailbox


def send(*codes: str) -> None:
    for code in codes:
        user = factories.user(f"user-{code}@example.org")
        owe(
            kind="sign_in_code",
            recipient=user.pk,
            subject=user.pk,
            now=factories.NOW,
            secret=code,
        )
        sweep(now=factories.NOW)


def names(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.glob("*.eml"))


def test_the_newest_mail_stands_first(demo: Mailbox, client: Client) -> None:
    send("111111", "222222")

    page = client.get(reverse("demo_mailbox")).content.decode()

    assert page.index("user-222222@example.org") < page.index("user-111111@example.org")
    assert "Tue 30 March, 12:00</time> UTC" in page


def test_a_mail_is_read_with_working_links(demo: Mailbox, client: Client) -> None:
    person = factories.participant(factories.board(), consented=False)
    sweep(now=factories.LAUNCHED_AT)
    [name] = names(demo.folder)

    page = client.get(reverse("demo_mail", args=[name])).content.decode()

    assert "You are invited" in page
    assert 'href="http://localhost:8000/i/' in page
    assert person.email in page


def test_an_empty_mailbox_says_so(demo: Mailbox, client: Client) -> None:
    assert b"No mail yet." in client.get(reverse("demo_mailbox")).content


@pytest.mark.parametrize("name", ["nothing", "20210330T120000000000-abcd"])
def test_what_is_not_there_is_not_found(demo: Mailbox, client: Client, name: str) -> None:
    assert client.get(reverse("demo_mail", args=[name])).status_code == 404


def test_outside_the_demo_there_is_no_mailbox(mailbox: Mailbox, client: Client) -> None:
    send("111111")
    [name] = names(mailbox.folder)

    answers = [
        client.get(reverse("demo_mailbox")),
        client.get(reverse("demo_mail", args=[name])),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
