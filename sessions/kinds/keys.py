"""Stable keys of options and statements: given, or made from the text and kept."""

from collections.abc import Iterable, Sequence

from django.utils.text import slugify

from sessions.enums import ItemKind
from sessions.script.scalars import LONGEST_KEY

_LONGEST_MADE = 40


def keys_for(given: Sequence[tuple[str | None, str]], *, kind: ItemKind) -> list[str]:
    """One key for each `(key or None, text)`, none twice.

    Keys that were given are kept as they are; the others are made from the text, in order, and
    step aside for them. The same list always gets the same keys.
    """
    taken = {key for key, _text in given if key}
    keys = []
    for key, text in given:
        if not key:
            key = _free(_made_from(text, kind), taken)
            taken.add(key)
        keys.append(key)
    return keys


def keys_to_write(kept: Sequence[tuple[str, str]], *, kind: ItemKind) -> list[str | None]:
    """For each `(key, text)` the key a script must say, None where the text makes it again."""
    given: list[tuple[str | None, str]] = [(None, text) for _key, text in kept]
    for place, (key, text) in enumerate(kept):
        if keys_for(given, kind=kind)[place] != key:
            given[place] = (key, text)
    while (made := keys_for(given, kind=kind)) != [key for key, _text in kept]:
        given = [
            (key, text) if now != key else asked
            for now, (key, text), asked in zip(made, kept, given, strict=True)
        ]
    return [key for key, _text in given]


def _made_from(text: str, kind: ItemKind) -> str:
    return slugify(text)[:_LONGEST_MADE].strip("-_") or kind.value.replace("_", "-")


def _free(key: str, taken: Iterable[str]) -> str:
    """`key`, or the first of `key-2`, `key-3`, … that is free."""
    free, number = key, 1
    while free in taken:
        number += 1
        free = f"{key[: LONGEST_KEY - 4]}-{number}"
    return free
