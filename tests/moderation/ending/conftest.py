"""A board that is over: on the Tuesday after its week, and browsers signed in to its desk."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from bulletin import clock
from sessions.enums import Role
from sessions.models import Board, StaffMember
from tests import factories
from tests.moderation.desk.conftest import one_of_each, signed_in

AFTER = factories.ENDS_AT + 5 * factories.DAY


@pytest.fixture(autouse=True)
def after() -> Iterator[datetime]:
    """Five days past the end, when the time for last replies is over too."""
    clock.move_to(AFTER)
    yield AFTER
    clock.reset()


@pytest.fixture
def board(db: None) -> Board:
    factories.swept()
    return factories.board(slug="cop", title="Communities of practice")


@pytest.fixture
def staff(board: Board) -> dict[Role, StaffMember]:
    return one_of_each(board)


@pytest.fixture
def facilitator(staff: dict[Role, StaffMember]) -> Client:
    return signed_in(staff[Role.FACILITATOR].user)


@pytest.fixture
def moderator(staff: dict[Role, StaffMember]) -> Client:
    return signed_in(staff[Role.MODERATOR].user)
