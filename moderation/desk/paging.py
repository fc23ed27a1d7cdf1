"""A long list of people, a hundred at a time."""

from dataclasses import dataclass

from moderation.desk.asked import Asked

A_PAGE = 100
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Page:
    """`first` and `last` count people from 1."""

    first: int
    last: int
    query: str
    is_current: bool


def page_of(asked: Asked, people: int) -> int:
    """From 0; the last there is where the one asked for is beyond it."""
    said = asked.page if asked.page.isdecimal() else "1"
    number = int(said[:_MOST_DIGITS])
    return max(0, min(number, _count(people)) - 1)


def pages_of(asked: Asked, people: int) -> list[Page]:
    """None where one page holds everybody."""
    current = page_of(asked, people)
    pages = [
        Page(
            first=at * A_PAGE + 1,
            last=min((at + 1) * A_PAGE, people),
            query=asked.but(page=str(at + 1)),
            is_current=at == current,
        )
        for at in range(_count(people))
    ]
    return pages if len(pages) > 1 else []


def _count(people: int) -> int:
    return -(-people // A_PAGE)
