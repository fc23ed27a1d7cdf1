"""Only who facilitates a board, or was told so, makes another."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.accounts.models import User
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.studio.new_board.making import ASKED, GUIDE, MAKING, NEW, PREVIEW

NOW = factories.NOW


@pytest.mark.parametrize("address", [NEW, PREVIEW, MAKING])
def test_a_stranger_is_led_to_the_sign_in_page(client: Client, db: None, address: str) -> None:
    for response in (client.get(address), client.post(address)):
        assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("address", [NEW, PREVIEW, MAKING])
def test_one_factor_alone_opens_nothing(client: Client, maker: User, address: str) -> None:
    client.force_login(maker)

    assert client.post(address).headers["Location"] == reverse("first_factor")


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OBSERVER, Role.RECRUITER, None])
def test_who_facilitates_no_board_may_make_none(db: None, role: Role | None) -> None:
    user = factories.staff(factories.board(), role).user if role else factories.user()
    browser = signed_in(user)

    assert [browser.get(NEW).status_code, browser.post(MAKING, ASKED).status_code] == [403, 403]
    assert browser.post(PREVIEW, {"text": GUIDE}).status_code == 403
    assert "New board" not in browser.get(reverse("desk")).content.decode()
    assert Board.objects.count() == bool(role)


def test_a_facilitator_of_any_board_may_make_another(db: None) -> None:
    board = factories.board()
    browser = signed_in(factories.facilitator(board).user)

    assert "New board" in browser.get(reverse("desk")).content.decode()
    assert browser.get(NEW).status_code == 200
    assert browser.post(MAKING, ASKED).status_code == 302


def test_a_former_facilitator_may_not(db: None) -> None:
    member = factories.facilitator(factories.board())
    browser = signed_in(member.user)
    type(member).objects.update(removed_at=NOW)

    assert browser.get(NEW).status_code == 403
