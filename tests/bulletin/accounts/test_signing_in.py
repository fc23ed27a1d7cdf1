"""Staff sign in by code, then a second factor; there are no passwords (rule 10)."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from bulletin.accounts.models import User
from bulletin.outbox.models import Notice
from tests.authenticator import code_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("moderator@example.org", name="The moderator")


def ask_for_code(client: Client, email: str) -> str:
    """Where the page for the code is, as the browser is told."""
    return client.post(reverse("account_login"), {"email": email}).headers["Location"]


def code_owed() -> str:
    return Notice.objects.get(kind="sign_in_code").secret


def sign_in_by_code(client: Client, user: User) -> None:
    ask_for_code(client, user.email)
    client.post(reverse("account_confirm_login_code"), {"code": code_owed()})


def test_a_known_and_an_unknown_address_are_answered_alike(user: User) -> None:
    known, unknown = Client(), Client()

    answers = [ask_for_code(known, user.email), ask_for_code(unknown, "nobody@example.org")]

    assert answers == [reverse("account_confirm_login_code")] * 2
    assert Notice.objects.count() == 1


def test_a_code_without_a_second_factor_leads_to_setting_one_up(client: Client, user: User) -> None:
    sign_in_by_code(client, user)

    answer = client.get(reverse("desk"))

    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("first_factor")


def test_a_wrong_code_signs_nobody_in(client: Client, user: User) -> None:
    ask_for_code(client, user.email)

    client.post(reverse("account_confirm_login_code"), {"code": "000000x"})

    assert client.get(reverse("account")).status_code == 302


def test_the_code_of_another_browser_is_useless(client: Client, user: User) -> None:
    ask_for_code(client, user.email)
    stranger = Client()

    stranger.post(reverse("account_confirm_login_code"), {"code": code_owed()})

    assert stranger.get(reverse("account")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_authenticator_app_opens_the_desk(client: Client, user: User) -> None:
    sign_in_by_code(client, user)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret

    client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert client.get(reverse("desk")).status_code == 200
    assert secret not in str(Authenticator.objects.filter(type="totp").values_list("data"))


def test_with_an_authenticator_app_the_mailed_code_alone_opens_nothing(
    client: Client, user: User
) -> None:
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)

    sign_in_by_code(client, user)
    before = client.get(reverse("desk")).status_code
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})

    assert before == 302
    assert client.get(reverse("desk")).status_code == 200


@pytest.mark.parametrize("path", ["signup/", "password/change/", "password/reset/", "email/"])
def test_there_is_no_page_for_passwords_or_signing_up(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404
