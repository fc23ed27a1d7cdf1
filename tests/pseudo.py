"""A language that nobody speaks, made of the English messages, to see what stands outside of them.

It is written from right to left in Arabic letters and half as long again, so a word in Latin
letters was never translated, and a box that was measured for English bursts.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo

from bulletin.catalogues.gathering import gathered

CODE = "xr"
_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابثدهفغحيجكلمنوبقرستوڤؤخىز")
# What is put in later, tags and their attributes, entities.
_KEPT = re.compile(r"(%\(\w+\)[a-z]|%[sdif%]|\{\w*\}|</?[a-zA-Z][^>]*>|&\w+;)")
_LONGER_BY = 0.4


def pseudo(words: str) -> str:
    """`Hello %(name)s` as `⟦حهللو %(name)s حه⟧`."""
    pieces = _KEPT.split(words)
    said = "".join(piece if number % 2 else _turned(piece) for number, piece in enumerate(pieces))
    letters = _turned("".join(pieces[::2]))
    inner = said.strip()
    padded = f"⟦{inner} {letters.strip()[: round(len(letters) * _LONGER_BY)].strip()}⟧"
    return said.replace(inner, padded, 1) if inner else said


def _turned(words: str) -> str:
    return words.lower().translate(_LETTERS)


def write(folder: Path) -> Path:
    """The folder, holding this language as compiled catalogues are."""
    catalogue = Catalog(charset="utf-8")
    catalogue.mime_headers = [*Catalog(locale="en").mime_headers]
    for message in gathered():
        if message.id:
            catalogue.add(message.id, _translated(message), context=message.context)
    path = folder / CODE / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as compiled:
        write_mo(compiled, catalogue)
    return folder


def _translated(message: Message) -> str | tuple[str, ...]:
    """Forms of dates are no words: they stay as they are."""
    if (message.context or "").startswith("format of"):
        return str(message.id)
    if isinstance(message.id, str):
        return pseudo(message.id)
    return tuple(pseudo(form) for form in message.id)
