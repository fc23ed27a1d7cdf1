"""The desk's browsers, at a board with two sectors."""

import pytest

from sessions.models import Board, Segment, SegmentSet
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]


@pytest.fixture
def sectors(board: Board) -> SegmentSet:
    return factories.segment_set(board, "sector", "health", "care")


@pytest.fixture
def health(sectors: SegmentSet) -> Segment:
    return factories.segment(sectors, "health")


@pytest.fixture
def care(sectors: SegmentSet) -> Segment:
    return factories.segment(sectors, "care")
