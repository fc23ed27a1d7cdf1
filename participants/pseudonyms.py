"""Pseudonyms: random per board, never derived from anything about the person (rule 9).

Two words that are pleasant, easy to say and tell apart, and say nothing about a person: no
names of people, places or directions, nothing that judges.
"""

import secrets
from collections.abc import Iterable

from sessions.models import Board

_RANDOM = secrets.SystemRandom()
ADJECTIVES = (
    "Autumn", "Breezy", "Bright", "Calm", "Cheerful", "Clear", "Copper",
    "Crimson", "Curious", "Dappled", "Drifting", "Early", "Emerald", "Evening", "Feathered",
    "Floating", "Fresh", "Gentle", "Gliding", "Golden", "Humming", "Indigo", "Ivory", "Leafy",
    "Lively", "Merry", "Misty", "Moonlit", "Morning", "Mossy", "Nimble", "Pearly",
    "Quiet", "Rippling", "Russet", "Rustling", "Sapphire", "Silver", "Singing",
    "Soaring", "Speckled", "Spring", "Starlit", "Steady", "Striped", "Summer", "Sunlit",
    "Travelling", "Turquoise", "Velvet", "Wandering", "Warm", "Whistling", "Winter",
)  # fmt: skip
NOUNS = (
    "Acorn", "Alder", "Aspen", "Avocet", "Beech", "Birch", "Bluebell", "Bunting", "Cedar",
    "Chestnut", "Clover", "Curlew", "Cypress", "Dolphin", "Dunlin", "Egret", "Elm", "Finch",
    "Firefly", "Foxglove", "Goldcrest", "Hare", "Hawthorn", "Hedgehog", "Heron", "Hornbeam",
    "Kestrel", "Kingfisher", "Lapwing", "Larch", "Lark", "Linden", "Linnet", "Maple", "Nuthatch",
    "Oak", "Osprey", "Otter", "Oystercatcher", "Petrel", "Pine", "Plover", "Poplar", "Primrose",
    "Puffin", "Redstart", "Sandpiper", "Siskin", "Skylark", "Sparrow", "Spruce", "Squirrel",
    "Starling", "Stork", "Swallow", "Swan", "Sycamore", "Teal", "Tern", "Thistle", "Thrush",
    "Turnstone", "Wagtail", "Walnut", "Warbler", "Waxwing", "Wheatear", "Whimbrel", "Woodpecker",
)  # fmt: skip


def new_pseudonym(board: Board) -> str:
    """A pseudonym that nobody on the board has."""
    (pseudonym,) = new_pseudonyms(1, taken=taken_on(board))
    return pseudonym


def new_pseudonyms(count: int, *, taken: Iterable[str]) -> list[str]:
    """So many pseudonyms, apart from one another and from those `taken`, whatever their case.

    As long as there are nouns that nobody has, each gets one of those: on a usual board no two
    people are birds of a feather. Where all pairs are used up, a random number is added.
    """
    used = {name.casefold() for name in taken}
    made = []
    for _each in range(count):
        pseudonym = _pair(used)
        used.add(pseudonym.casefold())
        made.append(pseudonym)
    return made


def drawn_pseudonyms(count: int, *, taken: Iterable[str]) -> list[str]:
    """So many pseudonyms, apart from one another, from all that there are but those `taken`.

    Whether a noun is anybody's makes no difference: by drawing on and on, one would find out
    which never come, and so how many are on the board, and as what.
    """
    used = {name.casefold() for name in taken}
    drawn = [one for one in new_pseudonyms(count, taken=()) if one.casefold() not in used]
    return drawn + new_pseudonyms(count - len(drawn), taken=[*used, *drawn])


def taken_on(board: Board) -> set[str]:
    return set(board.participants.values_list("pseudonym", flat=True))


def _pair(used: set[str]) -> str:
    nouns_used = {name.rpartition(" ")[2] for name in used}
    nouns = [noun for noun in NOUNS if noun.casefold() not in nouns_used] or list(NOUNS)
    for noun in _RANDOM.sample(nouns, len(nouns)):
        pairs = [f"{adjective} {noun}" for adjective in ADJECTIVES]
        if free := [pair for pair in pairs if pair.casefold() not in used]:
            return _RANDOM.choice(free)
    return _numbered(used)


def _numbered(used: set[str]) -> str:
    while True:
        pair = f"{_RANDOM.choice(ADJECTIVES)} {_RANDOM.choice(NOUNS)}"
        pseudonym = f"{pair} {_RANDOM.randrange(1000, 10000)}"
        if pseudonym.casefold() not in used:
            return pseudonym
