"""The marks of a form as they were sent, and as a press on the picture or a button leaves them."""

import re
from collections.abc import Mapping

from django.http import QueryDict

from bulletin.text.numbers import number_in
from participants.kinds.sheets import WHOLE, percent
from sessions.enums import ItemKind
from sessions.kinds.base import items_of
from sessions.models import QuestionVersion

# A browser says where on the picture was pressed in its pixels: without scripts it is so wide.
WIDTH = 320
PARTS = ("across", "down", "kind", "comment")
_MOST_DIGITS = 5
# What a form holds beyond this was not made by a page of ours.
_MOST_READ = 60
_BOX = re.compile(r"mark-(\d{1,3})-(across|down|kind|comment)")


def marks_in(typed: Mapping[str, object]) -> int:
    """How many marks a form holds; one more than any page makes stands for whatever is beyond."""
    found = [int(match[1]) for name in typed if (match := _BOX.fullmatch(name))]
    return min(max(found, default=-1) + 1, _MOST_READ)


def rearranged(version: QuestionVersion, posted: QueryDict) -> QueryDict:
    """With the mark that was pressed onto the picture, added or taken out."""
    marks = [
        {part: posted.get(f"mark-{mark}-{part}", "") for part in PARTS}
        for mark in range(max(marks_in(posted), version.settings["least"]))
    ]
    unwanted = number_in(posted.get("unmark", ""), digits=_MOST_DIGITS)
    if unwanted and unwanted <= len(marks):
        del marks[unwanted - 1]
    room = len(marks) < version.settings["most"]
    if "add" in posted and room:
        marks.append(dict.fromkeys(PARTS, ""))
    if (pressed := _pressed(version, posted)) is not None:
        _put(marks, pressed, room=room)
    return _with_marks(posted, marks)


def _pressed(version: QuestionVersion, posted: QueryDict) -> dict[str, str] | None:
    """Where on the picture was pressed, as the boxes of a mark; None where it was not."""
    (picture,) = items_of(version, ItemKind.PICTURE)
    file = picture.picture
    across, down = (number_in(posted.get(at, ""), digits=_MOST_DIGITS) for at in ("at.x", "at.y"))
    if file is None or across is None or down is None:
        return None
    height = WIDTH * (file.height or 1) / (file.width or 1)
    return {
        "across": percent(min(WHOLE, round(across * WHOLE / WIDTH))),
        "down": percent(min(WHOLE, round(down * WHOLE / height))),
    }


def _put(marks: list[dict[str, str]], pressed: dict[str, str], *, room: bool) -> None:
    """A mark that is nowhere yet is put there, or else a further one."""
    nowhere = [one for one in marks if not (one["across"] or one["down"])]
    if nowhere:
        nowhere[0].update(pressed)
    elif room:
        marks.append(dict.fromkeys(PARTS, "") | pressed)


def _with_marks(posted: QueryDict, marks: list[dict[str, str]]) -> QueryDict:
    changed = posted.copy()
    for name in list(changed):
        if _BOX.fullmatch(name):
            del changed[name]
    for mark, parts in enumerate(marks):
        for part, typed in parts.items():
            changed[f"mark-{mark}-{part}"] = typed
    return changed
