"""What waits on purpose in a mail that may have left says so, and is no trouble meanwhile."""

from datetime import datetime, timedelta

import pytest

from bulletin.health.standing import troubles
from bulletin.outbox.enums import Wait
from bulletin.outbox.kinds import Hold
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.sweeping import sweep
from tests import factories

from .conftest import NOON, DifficultServer, Knock
from .test_lost_workers import all_claims_run_out

pytestmark = pytest.mark.django_db

EVENING = NOON + timedelta(hours=9)
MORNING = NOON + timedelta(hours=20)


@pytest.fixture
def in_doubt(knock: Knock, difficult_server: DifficultServer) -> Notice:
    """The server had it and did not answer; it was to be sent once more, but night has come."""
    person = factories.user()
    knock.is_owed_to(person)
    difficult_server.hangs_up_on = {person.email}
    sweep(now=NOON)
    difficult_server.hangs_up_on = set()
    all_claims_run_out()
    knock.held[person.pk] = Hold(Wait.QUIET_HOURS, MORNING)
    sweep(now=EVENING)
    return Notice.objects.get()


def test_it_says_why_it_waits_and_stays_in_its_mail(in_doubt: Notice) -> None:
    assert in_doubt.mail == Mail.objects.get()
    assert (in_doubt.held_why, in_doubt.due_at) == (Wait.QUIET_HOURS, MORNING)


@pytest.mark.parametrize("at", [EVENING + timedelta(minutes=20), MORNING - timedelta(minutes=1)])
def test_it_is_not_stuck_in_the_night(in_doubt: Notice, at: datetime) -> None:
    assert troubles(now=at) == []


def test_in_the_morning_it_waits_no_longer(
    in_doubt: Notice, knock: Knock, difficult_server: DifficultServer
) -> None:
    """So a server that takes nothing then is not hidden behind the night."""
    knock.held.clear()
    difficult_server.closes_after = 0

    sweep(now=MORNING)

    in_doubt.refresh_from_db()
    assert (in_doubt.held_why, in_doubt.sent_at) == ("", None)
