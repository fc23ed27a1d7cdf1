"""The pages that mails lead to, and the demo's mailbox, in a real browser."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from bulletin import clock
from bulletin.outbox.sweeping import sweep
from participants.models import Participant
from tests import factories
from tests.conftest import Mailbox

from .conftest import NewPage, assert_accessible

NOW = factories.OPENS_AT


@pytest.fixture
def invited(transactional_db: None, site: str, settings: Settings, mailbox: Mailbox) -> Participant:
    """In a demo, somebody who has just been sent an invitation."""
    settings.IS_DEMO, settings.PLACE = True, SimpleNamespace(mail=mailbox.folder)
    person = factories.participant(factories.board(), consented=False)
    clock.move_to(NOW)
    sweep(now=NOW)
    return person


@pytest.mark.parametrize("phone", [True, False], ids=["telephone", "desk"])
def test_a_mail_leads_from_the_mailbox_to_a_place_and_to_peace(
    invited: Participant, site: str, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page = new_page(phone=phone)
    page.goto("/demo/mail/")
    _look(page, screenshots, f"mailbox-{phone}")
    page.get_by_role("link", name="You are invited").click()
    expect(page.get_by_text("Hello Member 01,")).to_be_visible()
    _look(page, screenshots, f"mail-{phone}")

    page.get_by_role("link", name=f"{site}/u/").click()
    _look(page, screenshots, f"mute-{phone}")
    page.get_by_role("button", name="Stop the reminders").click()
    expect(page.get_by_role("heading", name="No more reminders")).to_be_visible()
    _look(page, screenshots, f"muted-{phone}")
    invited.refresh_from_db()
    assert invited.muted_at is not None

    page.goto("/demo/mail/")
    page.get_by_role("link", name="You are invited").click()
    page.get_by_role("link", name=f"{site}/i/").click()
    expect(page.get_by_role("heading", name=invited.board.title)).to_be_visible()


def _look(page: Page, screenshots: Path, name: str) -> None:
    assert_accessible(page)
    page.screenshot(path=screenshots / f"{name}.png", full_page=True)
