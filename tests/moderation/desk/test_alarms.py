"""When mail stops, every page of the desk says so, to those who can do something about it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.outbox.models import Sweep
from sessions.enums import Role
from sessions.models import Board
from tests import factories
from tests.factories import NOW

from .conftest import signed_in

MINUTE = timedelta(minutes=1)
PAGES = ["board", "people", "everything", "transcripts", "staff", "audit"]
WHAT = "the worker does not run."


def page(client: Client, name: str) -> str:
    return client.get(reverse(f"desk_{name}", args=["cop"])).content.decode()


@pytest.fixture
def stopped(board: Board) -> None:
    Sweep.objects.all().delete()
    factories.swept(ago=10.5 * MINUTE)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_that_sweeps_have_stopped(
    stopped: None, facilitator: Client, name: str
) -> None:
    shown = page(facilitator, name)

    assert shown.count("alarm__title") == 1
    assert "Nothing has sent mail since Tue 30 March, 12:49 Europe/London: " + WHAT in shown
    assert "Stages still open on time" in shown
    assert "what to do under “Mail has stopped” in docs/operations.md" in shown


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_anything_where_all_is_well(
    board: Board, facilitator: Client, name: str
) -> None:
    assert "alarm" not in page(facilitator, name)


def test_the_list_of_boards_says_it_too(stopped: None, facilitator: Client) -> None:
    assert WHAT in facilitator.get(reverse("desk")).content.decode()


@pytest.mark.parametrize(
    ("role", "is_told"),
    [
        (Role.FACILITATOR, True),
        (Role.MODERATOR, True),
        (Role.OBSERVER, False),
        (Role.RECRUITER, False),
    ],
)
def test_whoever_can_do_nothing_is_not_told(
    stopped: None, at_desk: Callable[[Role], Client], role: Role, is_told: bool
) -> None:
    client = at_desk(role)

    assert (WHAT in page(client, "board")) is is_told
    assert (WHAT in client.get(reverse("desk")).content.decode()) is is_told


def test_whoever_may_make_boards_is_told_without_having_one(stopped: None) -> None:
    keeper = signed_in(factories.user(may_create_boards=True))

    assert WHAT in keeper.get(reverse("desk")).content.decode()


def test_it_says_how_many_people_wait_for_a_mail(board: Board, facilitator: Client) -> None:
    for _ in range(2):
        factories.notice(due_at=NOW - 20 * MINUTE)

    shown = page(facilitator, "board")

    assert "the oldest since Tue 30 March, 12:40 Europe/London. 2 people wait for a mail." in shown


def test_it_is_gone_as_soon_as_a_sweep_has_ended(stopped: None, facilitator: Client) -> None:
    assert WHAT in page(facilitator, "board")

    factories.swept()

    assert "alarm" not in page(facilitator, "board")
