"""The desk's browsers, and a media folder and a ledger of the test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from sessions.models import Board
from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff
from tests.moderation.erasing.life import Life, life_on

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]


@pytest.fixture(autouse=True)
def _folders(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.LEDGER = tmp_path / "erasures.jsonl"


@pytest.fixture
def life(board: Board) -> Life:
    return life_on(board)
