"""What the first row of a roster calls its columns, and what no segment set can be called."""

import re

# What a roster says of a person besides their segments.
ROSTER_COLUMNS = ("name", "email", "timezone", "language", "pseudonym", "tester", "in_reserve")
_OTHER_WORDS = {"emailaddress": "email", "mail": "email", "reserve": "inreserve"}
_NOT_LETTERS = re.compile(r"[\s_-]+")


def plain(heading: str) -> str:
    """`E-Mail` and `Time zone` as `email` and `timezone`."""
    bare = _NOT_LETTERS.sub("", heading.casefold())
    return _OTHER_WORDS.get(bare, bare)


def is_a_rosters_own(heading: str) -> bool:
    """Whether a roster's column of this heading is not a segment set's."""
    return plain(heading) in {plain(column) for column in ROSTER_COLUMNS}
