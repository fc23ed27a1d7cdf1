"""The parts of which the account of one person's own words is made."""

from dataclasses import dataclass, field
from uuid import UUID

from participants.models import Reply

Line = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """One post, draft or consent with each of its versions, the first one first: how it was said,
    and what. `reply` is the post, `question` the one that a draft is for."""

    heading: str
    versions: list[Line]
    lines: list[Line] = field(default_factory=list)
    reply: Reply | None = None
    question: UUID | None = None

    @property
    def current(self) -> Line | None:
        return self.versions[-1] if self.versions else None

    @property
    def earlier(self) -> list[Line]:
        return self.versions[:-1]


@dataclass(frozen=True)
class Section:
    """Lines of a label and what it says, and what was said; `key` names it to a machine."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.said
