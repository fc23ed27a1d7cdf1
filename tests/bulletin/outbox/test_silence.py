"""A server that takes mails and never answers is asked less and less often, and never for good."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.models.functions import Now

from bulletin.outbox import silence
from bulletin.outbox.models import Mail
from bulletin.outbox.models.mail import ANSWER_WITHIN
from bulletin.outbox.sweeping import sweep
from tests import factories
from tests.conftest import Mailbox

from .conftest import NOON, Knock

pytestmark = pytest.mark.django_db


def in_doubt(number: int, *, handed_over: timedelta) -> None:
    """So many mails that the server has kept silent on since then."""
    for _ in range(number):
        mail = Mail.objects.create(
            recipient=uuid4(),
            message_id=f"<{uuid4().hex}@example.org>",
            created_at=NOON,
            due_at=NOON,
            handed_over_at=NOON,
            last_error="TimeoutError",
        )
        Mail.objects.filter(pk=mail.pk).update(claimed_until=Now() + ANSWER_WITHIN - handed_over)


@pytest.mark.parametrize(
    ("number", "rest"), [(1, 60), (2, 120), (4, 480), (5, 600), (42, 600), (100, 600)]
)
def test_the_rest_doubles_with_each_mail_in_doubt_up_to_ten_minutes(
    knock: Knock, number: int, rest: int
) -> None:
    in_doubt(number, handed_over=timedelta(seconds=rest - 5))
    assert silence.is_to_be_respected()

    Mail.objects.update(claimed_until=Now() + ANSWER_WITHIN - timedelta(seconds=rest + 5))
    assert not silence.is_to_be_respected()


def test_a_hundred_mails_in_doubt_do_not_keep_the_others_for_ever(
    knock: Knock, mailbox: Mailbox
) -> None:
    in_doubt(100, handed_over=timedelta(minutes=11))
    Mail.objects.update(claimed_until=Now() + timedelta(minutes=1), due_at=NOON + timedelta(days=1))
    Mail.objects.update(claimed_until=Now() - timedelta(minutes=1))
    knock.is_owed_to(factories.user())

    assert sweep(now=NOON).sent == 1
