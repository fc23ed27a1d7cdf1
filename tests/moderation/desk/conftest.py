"""The desk as each role meets it: a board at noon of its Tuesday, and browsers signed in to it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from bulletin import clock
from bulletin.accounts.models import SignInLink, User
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.conftest import CommittingClient


@pytest.fixture(autouse=True)
def _on_the_tuesday() -> Iterator[None]:
    clock.move_to(factories.NOW)
    yield
    clock.reset()


def signed_in(user: User) -> Client:
    """A browser in which this user has signed in with both factors."""
    client = CommittingClient()
    token = SignInLink.objects.issue(user, now=clock.now())
    client.post(reverse("sign_in_link", args=[token]))
    return client


def one_of_each(board: Board) -> dict[Role, StaffMember]:
    """The board's facilitator, and a new member of each other role."""
    staff = {Role.FACILITATOR: factories.facilitator(board)}
    for role in (Role.MODERATOR, Role.OBSERVER, Role.RECRUITER):
        staff[role] = factories.staff(board, role)
    return staff


@pytest.fixture
def board(db: None) -> Board:
    """On an installation where all is well."""
    factories.swept()
    return factories.board(slug="cop")


@pytest.fixture
def staff(board: Board) -> dict[Role, StaffMember]:
    """One of each role."""
    return one_of_each(board)


@pytest.fixture
def at_desk(staff: dict[Role, StaffMember]) -> Callable[[Role], Client]:
    """A browser of the board's member of this role."""
    return lambda role: signed_in(staff[role].user)


@pytest.fixture
def facilitator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.FACILITATOR)
