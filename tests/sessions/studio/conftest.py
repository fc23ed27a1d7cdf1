"""A board that is being written, and one that has been launched."""

import pytest

from sessions.models import Board
from tests import factories


@pytest.fixture
def draft(db: None) -> Board:
    """Not launched."""
    return factories.board(launched=False)


@pytest.fixture
def live(db: None) -> Board:
    return factories.board()
