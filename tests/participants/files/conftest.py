"""The board on whose pages files are sent and looked at."""

import pytest

from sessions.models import Board
from tests import factories


@pytest.fixture
def board(db: None) -> Board:
    return factories.board(slug="cop")
