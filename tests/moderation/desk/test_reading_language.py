"""Staff read in the language of their account, and are shown by which clocks."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.accounts.models import User
from bulletin.web.offers import ZONE
from sessions.models import Board
from tests import factories
from tests.moderation.desk.conftest import signed_in

pytestmark = pytest.mark.django_db


def desk(client: Client, board: Board, language: str = "") -> str:
    address = reverse("desk_board", args=[board.slug])
    return client.get(address, headers={"Accept-Language": language}).content.decode()


def test_the_account_wins_over_the_browser_and_without_a_choice_the_browser_decides(
    board: Board,
) -> None:
    user = factories.facilitator(board).user
    client = signed_in(user)
    assert '<html lang="fr"' in desk(client, board, "fr")

    User.objects.filter(pk=user.pk).update(language="de-AT")

    assert '<html lang="de"' in desk(client, board, "fr")
    assert '<html lang="de"' in client.get(reverse("account")).content.decode()
    assert '<html lang="de"' in client.get(reverse("mfa_index")).content.decode()


def test_the_foot_says_what_one_reads_and_leads_to_the_account(board: Board) -> None:
    shown = desk(signed_in(factories.facilitator(board).user), board)

    assert "English · times as in London" in shown
    assert f'<a href="{reverse("account")}">' in shown.partition("</main>")[2]


def test_a_devices_zone_becomes_the_accounts_or_is_not_offered_again(board: Board) -> None:
    user = factories.facilitator(board).user
    client, back = signed_in(user), reverse("desk_board", args=[board.slug])
    assert f'name="keep" value="{ZONE}"' in desk(client, board)

    response = client.post(reverse("account_zone"), {"timezone": "Asia/Tokyo", "back": back})

    user.refresh_from_db()
    assert user.timezone == "Asia/Tokyo"
    assert response.headers["Location"] == back
    assert "times as in Tokyo" in desk(client, board)
    assert f'name="keep" value="{ZONE}"' not in desk(client, board)


def test_no_such_zone_changes_nothing(board: Board) -> None:
    user = factories.facilitator(board).user

    signed_in(user).post(reverse("account_zone"), {"timezone": "Europe/Atlantis"})

    user.refresh_from_db()
    assert user.timezone == ""


def test_an_account_that_is_saved_without_a_choice_keeps_none(board: Board) -> None:
    user = factories.facilitator(board).user
    client = signed_in(user)
    page = client.get(reverse("account")).content.decode()
    assert '<option value="" selected>That of each board</option>' in page
    assert '<option value="fr">Français</option>' in page

    client.post(reverse("account"), {"name": "Member 01", "language": "", "timezone": ""})

    user.refresh_from_db()
    assert (user.name, user.language, user.timezone) == ("Member 01", "", "")
