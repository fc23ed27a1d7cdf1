"""A mailbox that puts us off until we give up is its person's affair, at any hour."""

from datetime import timedelta

import pytest

from bulletin.health.standing import troubles
from bulletin.outbox.models import Mail
from bulletin.outbox.models.mail import MOST_ATTEMPTS
from bulletin.outbox.sweeping import sweep
from tests import factories

from .conftest import NOON, DifficultServer, Knock

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def test_one_greylisting_mailbox_on_a_quiet_board_is_no_trouble(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.to_recipient[person.email] = "450 4.2.0 Greylisted, try again later"

    for minutes in range(0, 13 * 60, 10):
        now = NOON + minutes * MINUTE
        sweep(now=now)
        assert troubles(now=now) == []

    mail = Mail.objects.get()
    assert mail.last_error.startswith(f"Given up after {MOST_ATTEMPTS} attempts. 450 4.2.0")
    assert mail.failed_at is not None
