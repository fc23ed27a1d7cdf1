"""The desk's fixtures serve the timetable's pages, too."""

from tests.moderation.desk.conftest import (
    _on_the_tuesday,
    at_desk,
    board,
    facilitator,
    staff,
)

__all__ = ["_on_the_tuesday", "at_desk", "board", "facilitator", "staff"]
