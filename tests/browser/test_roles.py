"""The staff page and the page that asks who is there, in a real browser, wide and narrow."""

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin import clock
from bulletin.accounts.factors import FRESH_FOR
from moderation.models import Transcript
from sessions.enums import Role
from tests import factories
from tests.authenticator import SECRET, code_for
from tests.browser.conftest import NewPage, assert_accessible
from tests.browser.desk_board import Running
from tests.browser.test_desk import sign_in
from tests.browser.test_signing_in import give_authenticator

pytestmark = pytest.mark.django_db(transaction=True)

NOW = factories.NOW
STAFF = "/desk/cop/staff/"


def later() -> None:
    clock.move_to(NOW + FRESH_FOR + timedelta(minutes=1))


def looks_right(page: Page, picture: Path) -> None:
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), picture.name
    page.screenshot(path=picture, full_page=True)


@pytest.mark.parametrize("phone", [False, True])
def test_the_pages_about_staff_are_accessible_and_fit_their_window(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    page, width = new_page(phone=phone), "390" if phone else "1280"
    sign_in(page, running)
    moderator = running.staff[Role.MODERATOR].pk
    factories.staff(running.board, Role.OBSERVER, display_name="Not here yet", first_came_at=None)

    for name in ("desk_staff_name", "desk_staff_role"):
        page.goto(reverse(name, args=["cop", moderator]))
        looks_right(page, screenshots / f"{name}-{width}.png")
    page.goto(STAFF)
    for one in page.locator("details").all():
        one.evaluate("one => one.open = true")
    looks_right(page, screenshots / f"roles-{width}.png")


def test_the_table_of_roles_is_a_list_a_role_on_a_telephone(
    running: Running, new_page: NewPage
) -> None:
    for phone in (False, True):
        page = new_page(phone=phone)
        sign_in(page, running)
        page.goto(STAFF)
        expect(page.locator(".roles-table")).to_be_visible(visible=not phone)
        expect(page.locator(".roles-lists")).to_be_visible(visible=phone)

    page.locator(".roles-lists summary", has_text="Recruiter").press("Enter")

    recruiter = page.locator(".roles-lists details", has_text="Recruiter")
    expect(recruiter.get_by_text("Look up the name and address")).to_be_visible()
    expect(recruiter.get_by_text("Read private exchanges")).to_have_count(0)


def test_a_moderator_is_put_on_call_and_made_a_facilitator_by_keyboard_without_javascript(
    running: Running, new_page: NewPage
) -> None:
    page = new_page(javascript=False)
    sign_in(page, running)
    page.goto(STAFF)
    expect(page.get_by_text("Nobody is on call")).to_be_visible()
    card = page.locator(".member", has_text="The moderator")

    card.locator("summary", has_text="Put on call").press("Enter")
    card.get_by_role("button", name="Put on call").press("Enter")

    expect(page.get_by_text("who is on call: The moderator.")).to_be_visible()
    card.get_by_role("link", name="Change the role").press("Enter")
    page.get_by_role("radio", name="Moderator: reads everything").press("ArrowUp")
    page.get_by_role("button", name="Change the role").press("Enter")

    expect(page.get_by_text("The moderator is facilitator from now on.")).to_be_visible()
    running.staff[Role.MODERATOR].refresh_from_db()
    assert running.staff[Role.MODERATOR].role == Role.FACILITATOR


@pytest.mark.parametrize("phone", [False, True])
def test_a_code_opens_what_was_asked_for_and_nothing_typed_is_lost(
    running: Running, new_page: NewPage, screenshots: Path, phone: bool
) -> None:
    TOTP.activate(running.staff[Role.FACILITATOR].user, SECRET)
    page, width = new_page(phone=phone), "390" if phone else "1280"
    sign_in(page, running)
    page.goto(reverse("desk_transcripts", args=["cop"]))
    page.locator('input[name="format"][value="json"]').check()
    page.locator('input[name="identity"]').last.check()
    chosen = page.locator('input[name="identity"]').last.get_attribute("value")
    later()

    page.get_by_role("button", name="Write the transcript").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    looks_right(page, screenshots / f"again-{width}.png")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("Incorrect code")).to_be_visible()
    looks_right(page, screenshots / f"again-wrong-{width}.png")
    page.get_by_label("Code").fill(code_for())
    page.get_by_role("button", name="Go on").click()

    expect(page.get_by_text("Your transcript is being written.")).to_be_visible()
    transcript = Transcript.objects.get()
    assert (transcript.format, transcript.identity) == ("json", chosen)


def test_a_passkey_opens_it_too(running: Running, new_page: NewPage, screenshots: Path) -> None:
    page = new_page()
    give_authenticator(page)
    sign_in(page, running)
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda address: "add" not in address)
    later()
    page.goto(reverse("desk_person", args=["cop", running.person.pk]))
    page.locator("summary", has_text="Show name and address").click()
    page.get_by_role("button", name="Show name and address").click()
    expect(page.get_by_role("heading", name="Is it you?")).to_be_visible()
    looks_right(page, screenshots / "again-passkey-1280.png")

    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_text("Shown this once; the trail keeps that you looked.")).to_be_visible()
    expect(page.get_by_text(running.person.email)).to_be_visible()


def test_without_a_factor_one_signs_out_and_in_again(
    running: Running, new_page: NewPage, screenshots: Path
) -> None:
    page = new_page(phone=True)
    sign_in(page, running)
    later()
    page.goto(reverse("desk_person", args=["cop", running.person.pk]))
    page.locator("summary", has_text="Copy a personal link").click()
    page.get_by_role("button", name="Make a link to copy").click()
    looks_right(page, screenshots / "again-nothing-390.png")

    page.get_by_role("button", name="Sign out and in again").click()

    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    assert f"people%2F{running.person.pk}" in page.url
