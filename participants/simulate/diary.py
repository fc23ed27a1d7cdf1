"""What each virtual person has done so far: kept between two runs, and counted at the end."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Diary:
    """One person's own view of it, by what the pages told them.

    `answers` and `words` go by where something was said: the stage's title, and how many words
    it has now. A sitting is a visit with an answer. `by` is empty for whoever speaks for
    themself on the board; `refused` is where nothing could be entered for them.
    """

    home: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    sittings: int = 0
    came: bool = False
    consented: bool = False
    declined: bool = False
    withdrew: bool = False
    by: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)
    comments: int = 0
    corrections: int = 0
    drafts: int = 0
    devices: int = 0
    link: str = ""
    refused: list[str] = field(default_factory=list)

    @property
    def wrote(self) -> bool:
        return not self.by and bool(self.answers or self.comments)

    @property
    def has_left(self) -> bool:
        return self.declined or self.withdrew


@dataclass(slots=True)
class Staff:
    """What the one who runs the board has said on it."""

    comments: int = 0
    probes: int = 0


@dataclass(slots=True)
class Book:
    """All diaries of a board by participant, in a file of the place where the group lives.

    `lived_until` is empty before they have begun.
    """

    file: Path
    seed: str
    staff: Staff = field(default_factory=Staff)
    diaries: dict[str, Diary] = field(default_factory=dict)
    lived_until: str = ""

    @classmethod
    def opened(cls, file: Path, *, seed: str) -> "Book":
        """As it was left; a new one with this seed where there is none. The old seed wins."""
        if not file.exists():
            return cls(file, seed)
        kept: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        diaries = {person: Diary(**diary) for person, diary in kept["diaries"].items()}
        return cls(file, kept["seed"], Staff(**kept["staff"]), diaries, kept["lived_until"])

    def of(self, person: str) -> Diary:
        return self.diaries.setdefault(person, Diary())

    def goes_on_at(self, now: datetime) -> datetime:
        """Now, or where they have lived until in case the clock was put back since."""
        return max(now, datetime.fromisoformat(self.lived_until)) if self.lived_until else now

    def save(self) -> None:
        """It is in the file whole, or the one before is."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        beside = self.file.with_suffix(".new")
        beside.touch(mode=0o600)
        diaries = {person: asdict(diary) for person, diary in self.diaries.items()}
        kept = {
            "seed": self.seed,
            "staff": asdict(self.staff),
            "diaries": diaries,
            "lived_until": self.lived_until,
        }
        beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        beside.replace(self.file)
