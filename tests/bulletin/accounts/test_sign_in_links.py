"""A one-time link from the command line stands for both factors, and works once (rule 10)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.accounts.models import SignInLink, User
from bulletin.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("moderator@example.org", name="The moderator")


def address_of(user: User | None) -> str:
    return reverse("sign_in_link", args=[SignInLink.objects.issue(user, now=clock.now())])


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_looking_at_the_link_signs_nobody_in(client: Client, user: User) -> None:
    address = address_of(user)

    client.head(address)
    page = client.get(address)

    assert page.status_code == 200
    assert not is_signed_in(client)
    assert SignInLink.objects.get().used_at is None


def test_its_button_signs_in_with_both_factors(client: Client, user: User) -> None:
    answer = client.post(address_of(user))

    assert answer.headers["Location"] == reverse("desk")
    assert is_signed_in(client)
    assert client.get(reverse("desk")).status_code == 200
    assert Entry.objects.get().action == "signed_in_by_link"


def test_a_link_works_once(client: Client, user: User) -> None:
    address = address_of(user)
    Client().post(address)

    answer = client.post(address)

    assert answer.status_code == 404
    assert not is_signed_in(client)


def test_a_link_lasts_a_day(client: Client, user: User) -> None:
    token = SignInLink.objects.issue(user, now=clock.now() - timedelta(hours=24))

    assert client.post(reverse("sign_in_link", args=[token])).status_code == 404


def test_the_link_of_a_closed_account_is_spent(client: Client, user: User) -> None:
    User.objects.update(is_active=False)

    assert client.post(address_of(user)).status_code == 404


def test_the_command_prints_a_working_link(client: Client, user: User) -> None:
    out = StringIO()

    call_command("sign_in_link", "Moderator@example.org", stdout=out)

    client.post(out.getvalue().strip())
    assert is_signed_in(client)


def test_the_command_says_that_an_address_is_unknown() -> None:
    with pytest.raises(CommandError, match="nobody signs in with this address"):
        call_command("sign_in_link", "nobody@example.org")


def test_the_first_facilitator_says_who_they_are(client: Client) -> None:
    out = StringIO()
    call_command("first_facilitator_link", stdout=out)
    address = out.getvalue().strip()

    refused = client.post(address, {"name": "", "email": "not an address"})
    made = client.post(address, {"name": "The facilitator", "email": "facilitator@example.org"})

    assert refused.status_code == 422
    assert "not an address" in refused.content.decode()
    assert made.headers["Location"] == reverse("desk")
    user = User.objects.get()
    assert (user.email, user.name, user.may_create_boards) == (
        "facilitator@example.org",
        "The facilitator",
        True,
    )


def test_once_there_is_a_facilitator_no_link_is_printed(user: User) -> None:
    User.objects.update(may_create_boards=True)
    out = StringIO()

    call_command("first_facilitator_link", stdout=out)

    assert out.getvalue() == ""
