"""The desk as each role meets it."""

from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]
