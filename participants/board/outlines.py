"""The markup of all posts that look alike, with places for what differs between them.

The template `participants/_reply.html` is rendered once a shape and language: for a post of
somebody else's with a link to reply, for one of staff that is new, and so on. There are few
shapes, so a page of a thousand posts costs no thousand renderings.
"""

import re
from functools import cache
from typing import NamedTuple

from django.template.loader import get_template

_PLACE = re.compile("\x02([a-z0-9_]+)\x03")
_VALUES = (
    "id",
    "name",
    "initials",
    "tint",
    "role",
    "html",
    "when",
    "instant",
    "link",
    "speaks",
    "entry",
    "comment_link",
    "correct_link",
    "anew_link",
    "earlier_link",
    "withdraw_link",
    "report_link",
    "readers",
    "hanging",
    "ring_link",
    "ring_for",
)


class Post(NamedTuple):
    """Markup as it is sent, before and after the posts beneath."""

    before: bytes
    after: bytes


class Shape(NamedTuple):
    """All that the template asks of a post to choose its markup; `notes` is how many."""

    own: bool
    staff: bool
    private: bool
    gone: bool
    new: bool
    asks_you: bool
    entry: bool
    day: bool
    html: bool
    notes: int
    comment_link: bool
    correct_link: bool
    anew_link: bool
    earlier_link: bool
    withdraw_link: bool
    report_link: bool
    readers: bool
    hanging: bool
    quotes: bool
    ring_link: bool
    ring_for: bool
    rung: bool
    long: bool


@cache
def outline(shape: Shape, language: str | None) -> tuple[str, str]:
    """The markup of all posts of one shape, up to those beneath and from there on, with places
    as `%(name)s`; in the active language, which is named because it makes a difference."""
    marks = {name: f"\x02{name}\x03" for name in _VALUES}
    chosen = {name: marks.get(name, True) if on else "" for name, on in shape._asdict().items()}
    notes = [f"\x02note{number}\x03" for number in range(shape.notes)]
    post = marks | chosen | {"notes": notes}
    markup = get_template("participants/_reply.html").render({"post": post})
    before, _beneath, after = markup.replace("%", "%%").partition(marks["hanging"])
    return _PLACE.sub(r"%(\1)s", before), _PLACE.sub(r"%(\1)s", after)


@cache
def fold_of(number: int, language: str | None) -> Post:
    """What stands before and after so many replies that are folded, with a place for the first
    one's id; in the active language, which is named because it makes a difference."""
    marks = {"id": "\x02id\x03", "hanging": "\x02hanging\x03"}
    context = {"fold": {**marks, "number": number}}
    markup = get_template("participants/_fold.html").render(context)
    before, _beneath, after = markup.partition(marks["hanging"])
    return Post(before.replace("%", "%%").replace(marks["id"], "%s").encode(), after.encode())
