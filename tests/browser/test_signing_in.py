"""Staff sign in with a code and a passkey, in a real browser with a virtual authenticator."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bulletin.accounts.models import User
from bulletin.outbox.models import Notice
from tests import factories
from tests.browser.conftest import NewPage, assert_accessible

pytestmark = pytest.mark.django_db(transaction=True)


def give_authenticator(page: Page) -> None:
    """The browser has a fingerprint reader that always recognises its owner."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def sign_in_by_code(page: Page, user: User) -> None:
    page.goto(reverse("account_login"))
    assert_accessible(page)
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_role("button", name="Send me a code").click()
    assert_accessible(page)
    page.get_by_label("Code").fill(Notice.objects.latest("planned_at").secret)
    page.get_by_role("button", name="Continue").click()


def test_a_passkey_is_set_up_once_and_signs_in_by_itself_afterwards(new_page: NewPage) -> None:
    user = factories.user("facilitator@example.org", name="The facilitator")
    page = new_page()
    give_authenticator(page)

    sign_in_by_code(page, user)
    expect(page.get_by_role("heading", name="One more step, once")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Set up a passkey").click()
    assert_accessible(page)
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda address: "add" not in address)
    page.goto(reverse("desk"))
    expect(page.get_by_role("heading", name="My boards")).to_be_visible()

    page.get_by_role("button", name="Sign out").click()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Use a passkey").click()

    expect(page.get_by_role("heading", name="My boards")).to_be_visible()


@pytest.mark.parametrize("on_a_phone", [False, True])
def test_the_account_pages_are_accessible(new_page: NewPage, on_a_phone: bool) -> None:
    page = new_page(phone=on_a_phone)
    user = factories.user("facilitator@example.org", may_create_boards=True)
    sign_in_by_code(page, user)

    for name in ("mfa_activate_totp", "account", "mfa_index", "mfa_list_webauthn"):
        page.goto(reverse(name))
        assert_accessible(page)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide, name
