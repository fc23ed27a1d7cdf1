"""A board that lacks nothing, before its launch, and its facilitator's browser."""

import pytest
from django.test import Client

from sessions.models import Board
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, signed_in
from tests.moderation.desk.test_board import ready_board

__all__ = ["_on_the_tuesday"]


@pytest.fixture
def draft(db: None) -> Board:
    factories.swept()
    board = ready_board("cop")
    board.stages.update(due_at=factories.NOW + factories.DAY)
    return board


@pytest.fixture
def facilitator(draft: Board) -> Client:
    return signed_in(factories.facilitator(draft).user)
