"""The parts of which the account of one person's own words is made."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from bulletin.media.models import MediaFile
from participants.kinds.sheets import Sheet
from participants.models import Reply

Line = tuple[str, str]


@dataclass(frozen=True)
class Shown:
    """A file beside the words: `address` leads to it from where the account is read, `small` to
    what is shown of it there; either may be empty. `sheet` has the marks on it."""

    file: MediaFile
    label: str
    name: str
    address: str
    small: str
    alternative: str = ""
    sheet: Sheet | None = None

    def but(self, **other: Any) -> "Shown":
        return replace(self, **other)


@dataclass(frozen=True)
class Told:
    """One version: how and when it was said, and what; `which`, where there are several."""

    how: str
    words: str
    which: str = ""
    shown: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Said:
    """One post, draft or consent with each of its versions, the first one first. `reply` is the
    post, `question` the one that a draft is for."""

    heading: str
    versions: list[Told]
    lines: list[Line] = field(default_factory=list)
    reply: Reply | None = None
    question: UUID | None = None

    @property
    def current(self) -> Told | None:
        return self.versions[-1] if self.versions else None

    @property
    def earlier(self) -> list[Told]:
        return self.versions[:-1]


@dataclass(frozen=True)
class Section:
    """Lines of a label and what it says, what was said, and files; `key` names it to a machine."""

    key: str
    title: str
    lines: list[Line] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.said and not self.shown
