"""A board as the script of a new one like it, that starts on another day."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sessions.models import Board
from sessions.script.base import ScriptModel
from sessions.script.describing import script_of
from sessions.script.reading import script_of_data
from sessions.script.shape import BoardScript
from sessions.script.writing import as_data
from sessions.timetable.wall_time import WallTime


def script_of_copy(board: Board, *, title: str, starts_on: date) -> BoardScript:
    """What the board's own script says, under this title and from that day on.

    Dates move by as many days as the start does, and what is said in days goes with it. No stage
    is released, since that is a person's to do (rule 5); the information that people agree to is
    its first version. Raises ScriptErrors with every time that cannot be.
    """
    script = script_of(board)
    data = as_data(_moved(script, starts_on - board.starts_on))
    data["board"] |= {"title": title, "starts_on": starts_on.isoformat()}
    data["board"]["consent"]["version"] = 1
    for stage in data["stages"]:
        stage["released"] = False
    return script_of_data(data, title)


def _moved(value: Any, by: timedelta) -> Any:
    match value:
        case ScriptModel():
            said = {name: _moved(getattr(value, name), by) for name in value.model_fields_set}
            return value.model_copy(update=said)
        case WallTime(on=date() as on):
            return replace(value, on=on + by)
        case date():
            return value + by
        case list():
            return [_moved(one, by) for one in value]
        case dict():
            return {key: _moved(one, by) for key, one in value.items()}
        case _:
            return value
