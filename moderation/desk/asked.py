"""What is asked of the grid in its address, and the addresses that ask it otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack
from urllib.parse import urlencode
from uuid import UUID

ALL_STAGES = "all"


class Change(TypedDict, total=False):
    """Any of what is asked, anew."""

    by: str
    down: bool
    stage: str
    segment: str
    standing: str
    left: str
    called: str
    page: str


@dataclass(frozen=True)
class Asked:
    """`by` a column from the top or `down`; of one `stage` or of all; whom: one segment's, those
    of one standing, those with something `left` in one stage, those `called` so; and which `page`
    of them. What is empty, or names nothing that there is, asks for nothing."""

    by: str = ""
    down: bool = False
    stage: str = ""
    segment: str = ""
    standing: str = ""
    left: str = ""
    called: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        return cls(
            by=query.get("by", ""),
            down=bool(query.get("down")),
            stage=query.get("stage", ""),
            segment=query.get("segment", ""),
            standing=query.get("standing", ""),
            left=query.get("left", ""),
            called=query.get("called", ""),
            page=query.get("page", ""),
        )

    def but(self, **changes: Unpack[Change]) -> str:
        """The query that asks for the same but this, from the first page on; empty for nothing."""
        other = replace(replace(self, page=""), **changes)
        parts = {
            "stage": other.stage,
            "segment": other.segment,
            "standing": other.standing,
            "left": other.left,
            "called": other.called,
            "by": other.by,
            "down": "1" if other.down else "",
            "page": other.page,
        }
        return "?" + urlencode({name: value for name, value in parts.items() if value})

    def sorted_by(self, column: str) -> str:
        """The query of a column's heading, which turns the column round where it is sorted."""
        return self.but(by=column, down=self.by == column and not self.down)

    def sort_of(self, column: str) -> str:
        """`ascending`, `descending` or nothing, as `aria-sort` says it."""
        if self.by != column:
            return ""
        return "descending" if self.down else "ascending"


def id_in(typed: str) -> UUID | None:
    """The id that this names; None where it names none."""
    try:
        return UUID(typed)
    except ValueError:
        return None
