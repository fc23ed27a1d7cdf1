"""What everything that a story tells has in common.

Scalars are read as text and typed here: "Yes" is an answer, however a YAML reader sees it.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from sessions.enums import Role
from sessions.timetable.wall_time import WallTime

Moment = Annotated[
    WallTime, BeforeValidator(lambda text: WallTime.parse(text) if isinstance(text, str) else text)
]
# Whoever writes on the board: a member by number, or staff.
Author = int | Literal[Role.FACILITATOR, Role.MODERATOR]
Reader = Literal[Role.FACILITATOR, Role.MODERATOR]
Colleague = Literal[Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER]
# One member's answer to one question.
Place = tuple[int, str]


class Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)
