"""The pictures and files that come with a script, from what was understood until a board is made.

A zip is kept as it was brought, for whoever brought it, until the next day; a starter guide has its
own beside it.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import IO, cast
from uuid import uuid4

from django.core import signing
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.media.keeping import Harmless, made_harmless
from bulletin.media.sweeping import BROUGHT
from sessions.script.bundle import Bundle, NoBundle
from sessions.studio.starters import Starter, starter_of

_SIGNER = signing.Signer(salt="brought")


@dataclass(frozen=True)
class Companions:
    """`token` stands in a form and finds them again; `keys` are what a script may name."""

    token: str = ""
    keys: Collection[str] = field(default_factory=frozenset)

    def harmless(self, keys: Collection[str]) -> dict[str, Harmless]:
        """Those that are called so. Raises NoBundle and NotTaken."""
        said = _said(self.token)
        if starter := starter_of(said.get("starter", "")):
            return {key: _of_starter(starter, key) for key in keys}
        if not keys:
            return {}
        try:
            with default_storage.open(said["file"]) as file:
                return Bundle(cast(IO[bytes], file)).harmless(keys)
        except FileNotFoundError:
            raise NoBundle(_("This zip is kept for a day only. Please choose it again.")) from None


def kept(file: IO[bytes], bundle: Bundle, user: User) -> Companions:
    """They can be asked for again by the same person."""
    file.seek(0)
    name = default_storage.save(f"{BROUGHT}/{uuid4()}", file)
    token = _SIGNER.sign_object({"file": name, "user": str(user.pk)})
    return Companions(token, bundle.keys)


def of_starter(starter: Starter) -> Companions:
    return Companions(_SIGNER.sign_object({"starter": starter.key}), frozenset(starter.files))


def found_again(token: str, user: User) -> Companions:
    """None come with what is not theirs, was never said, or is gone since."""
    said = _said(token)
    if starter := starter_of(said.get("starter", "")):
        return of_starter(starter)
    if said.get("user") != str(user.pk):
        return Companions()
    try:
        with default_storage.open(said["file"]) as file:
            return Companions(token, Bundle(cast(IO[bytes], file)).keys)
    except FileNotFoundError:
        return Companions()


def _said(token: str) -> dict[str, str]:
    try:
        said: dict[str, str] = _SIGNER.unsign_object(token)
    except signing.BadSignature:
        return {}
    return said


def _of_starter(starter: Starter, key: str) -> Harmless:
    with starter.files[key].open("rb") as file:
        return made_harmless(file)
