"""The board's own invitation, sent to the facilitator: it proves that mail leaves."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from bulletin import clock
from bulletin.outbox.models import Mail, Notice
from bulletin.outbox.sweeping import sweep
from moderation.launching.trials import Outcome, trial_of
from moderation.models import MailTrial
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.letters import words_of

ASK = "/desk/cop/launch/test-message/"
PAGE = "/desk/cop/launch/"
SOON = timedelta(minutes=1)


def outcome(board: Board, *, after: timedelta = SOON) -> Outcome:
    return trial_of(board, now=NOW + after).outcome


def test_the_invitation_arrives_marked_as_a_test_and_leads_to_the_preview(
    draft: Board, facilitator: Client, mailbox: Mailbox
) -> None:
    assert outcome(draft) == Outcome.NEVER
    facilitator.post(ASK)
    facilitator.post(ASK)
    assert (outcome(draft), MailTrial.objects.count()) == (Outcome.WAITS, 1)

    sweep(now=NOW + SOON)

    [message] = mailbox.to(factories.facilitator(draft).user.email)
    words = words_of(message)
    assert message["Subject"] == f"[Test] You are invited: {draft.title}"
    assert "Hello Member 01," in words
    assert "To learn." in words
    links = set(re.findall(r"https?://\S+", words))
    assert {link.partition("/desk/")[2] for link in links} == {"cop/preview/"}
    assert outcome(draft) == Outcome.TAKEN
    assert "The mail server took the test message to The facilitator" in (
        facilitator.get(PAGE).content.decode()
    )
    assert not draft.participants.exists()


def test_at_night_it_goes_too(draft: Board, facilitator: Client, mailbox: Mailbox) -> None:
    clock.move_to(NOW + 10 * HOUR)
    facilitator.post(ASK)

    assert sweep(now=NOW + 10 * HOUR + SOON).sent == 1


@pytest.mark.parametrize(
    ("name", "value"), [("EMAIL_HOST", "localhost"), ("DEFAULT_FROM_EMAIL", "b@example.org")]
)
def test_it_goes_stale_with_other_settings(
    draft: Board, facilitator: Client, mailbox: Mailbox, settings: Settings, name: str, value: str
) -> None:
    facilitator.post(ASK)
    sweep(now=NOW + SOON)
    assert outcome(draft) == Outcome.TAKEN

    setattr(settings, name, value)

    assert outcome(draft) == Outcome.STALE


def test_it_goes_stale_after_two_weeks(draft: Board, facilitator: Client, mailbox: Mailbox) -> None:
    facilitator.post(ASK)
    sweep(now=NOW + SOON)

    assert outcome(draft, after=14 * DAY) == Outcome.TAKEN
    assert outcome(draft, after=14 * DAY + SOON) == Outcome.STALE


def test_a_server_that_cannot_be_used_is_said_at_once(
    draft: Board, facilitator: Client, settings: Settings
) -> None:
    settings.EMAIL_HOST = ""

    page = facilitator.post(ASK, follow=True).content.decode()

    assert "The test message cannot be sent." in page
    assert "No mail server is set: nobody can be invited or reminded." in page
    assert (outcome(draft), Notice.objects.count()) == (Outcome.REFUSED, 0)


def test_what_the_server_said_is_shown(draft: Board, facilitator: Client, mailbox: Mailbox) -> None:
    facilitator.post(ASK)
    notice = Notice.objects.get()
    notice.mail = factories.mail(failed_at=NOW, last_error="550 5.1.1 There is\nnobody here")
    notice.dropped_at, notice.dropped_why = NOW, "bad_address"
    notice.save()

    page = facilitator.get(PAGE).content.decode()

    assert "The mail server refused the test message: 550 5.1.1 There is nobody here" in page
    Mail.objects.update(failed_at=None, last_error="451 Later")
    Notice.objects.update(dropped_at=None, dropped_why="")
    assert "is asked again: 451 Later" in facilitator.get(PAGE).content.decode()
