"""Reminders stop by one click in the mail program, or by a button on the page behind the link."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.outbox.models import Mail
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from tests import factories
from tests.conftest import Mailbox

from .conftest import london

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def person(mailbox: Mailbox) -> Participant:
    """Somebody who has just received an invitation."""
    person = factories.participant(factories.board(), consented=False)
    sweep(now=london(25, 10))
    clock.move_to(london(25, 12))
    return person


@pytest.fixture
def address(person: Participant) -> str:
    return reverse("mute", args=[Mail.objects.get(recipient=person.pk).reply_token])


def muted_at(person: Participant) -> object:
    return Participant.objects.get(pk=person.pk).muted_at


def without_tokens(content: bytes) -> str:
    """The page, but for the token against forgery, which differs from page to page."""
    return re.sub(r'("X-CSRFToken":|name="csrfmiddlewaretoken" value=)"\w+"', "", content.decode())


def test_the_mail_itself_names_the_address(address: str, mailbox: Mailbox) -> None:
    [message] = mailbox.messages

    assert message["List-Unsubscribe"] == f"<http://localhost:8000{address}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_looking_changes_nothing(person: Participant, address: str) -> None:
    answers = [Client().get(address), Client().head(address)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert muted_at(person) is None
    assert b"Stop the reminders" in answers[0].content


def test_one_click_mutes_without_a_cookie_or_a_token(person: Participant, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)

    first = strict.post(address, ONE_CLICK)
    when = muted_at(person)
    second = strict.post(address, ONE_CLICK)

    assert (first.status_code, second.status_code) == (200, 200)
    assert when is not None
    assert muted_at(person) == when


def test_a_spent_or_unknown_link_is_answered_alike(person: Participant, address: str) -> None:
    known = Client().post(address, ONE_CLICK)
    Mail.objects.all().delete()

    spent = Client().post(address, ONE_CLICK)

    assert (spent.status_code, without_tokens(spent.content)) == (
        200,
        without_tokens(known.content),
    )
    assert Client().get(address).status_code == 404


def test_reminders_can_be_had_again(person: Participant, address: str) -> None:
    Client().post(address, ONE_CLICK)

    answer = Client().post(address, {"again": "1"})

    assert muted_at(person) is None
    assert b"Reminders are on again" in answer.content


def test_the_page_is_kept_by_no_cache(address: str) -> None:
    assert Client().get(address).headers["Cache-Control"] == "private, no-store"
