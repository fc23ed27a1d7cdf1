"""The desk's browsers at a board that asks for consent."""

from tests.moderation.desk.conftest import _on_the_tuesday, at_desk, board, facilitator, staff

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]
