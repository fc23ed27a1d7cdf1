"""Staff are mailed the code they asked for to sign in."""

from datetime import timedelta
from typing import Any

import pytest

from bulletin.outbox.actions import owe
from bulletin.outbox.models import Notice
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.conftest import Mailbox
from tests.letters import words_of

pytestmark = pytest.mark.django_db

MIDNIGHT = factories.NOW.replace(hour=0)


def ask(secret: str = "246810", **fields: Any) -> None:
    user = factories.user("staff@example.org", **fields)
    owe(kind="sign_in_code", recipient=user.pk, subject=user.pk, now=MIDNIGHT, secret=secret)


def test_the_code_comes_at_once_even_at_midnight(mailbox: Mailbox) -> None:
    ask()

    sweep(now=MIDNIGHT)

    [message] = mailbox.to("staff@example.org")
    for kind in ("plain", "html"):
        assert "246810" in words_of(message, kind)
    assert "246810" not in message["Subject"]
    assert message["List-Unsubscribe"] is None


def test_the_code_is_written_in_the_readers_language(mailbox: Mailbox) -> None:
    ask(language="fr")

    sweep(now=MIDNIGHT)

    assert '<html lang="fr"' in words_of(mailbox.messages[0], "html")


def test_a_code_that_is_too_old_is_not_sent(mailbox: Mailbox) -> None:
    ask()

    sweep(now=MIDNIGHT + timedelta(minutes=10))

    notice = Notice.objects.get()
    assert (notice.expired_at, notice.secret) == (MIDNIGHT + timedelta(minutes=10), "")
    assert mailbox.messages == []


def test_who_may_no_longer_sign_in_receives_none(mailbox: Mailbox) -> None:
    ask(is_active=False)

    sweep(now=MIDNIGHT)

    assert (Notice.objects.get().dropped_why, mailbox.messages) == ("gone", [])
