import pytest

from bulletin import clock
from sessions.models import Board
from tests import factories


@pytest.fixture(autouse=True)
def _the_tuesday(db: None, _empty_cache: None) -> None:
    """The clock stands in the middle of the board's week, and the tests may move it on."""
    clock.move_to(factories.NOW)


@pytest.fixture
def board() -> Board:
    return factories.board(slug="cop", title="Communities of practice")
