"""Making a place's folders, private to their user, and emptying a demo's."""

import os
import shutil
from pathlib import Path

from bulletin.services.places import Place
from bulletin.services.trouble import Trouble

_LEAST_FREE_BYTES = 300 * 1024 * 1024
_PRIVATE = 0o700


def prepare(place: Place) -> None:
    """The place's folder exists, is ours alone and marked with its name.

    Raises Trouble where it is another place's, the disk is full or somebody else made the
    folder that its sockets need, and OSError where it cannot be written. Idempotent.
    """
    _make_private(place.folder)
    _mark(place)
    _check_disk(place.folder)
    for folder in (
        place.logs,
        place.processes,
        place.media,
        place.exports,
        place.mail,
        place.static,
        place.tmp,
        place.redis,
        place.sockets.parent,
        place.sockets,
    ):
        _make_private(folder)


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise Trouble(f"{folder} belongs to another user: remove it, or set BULLETIN_DATA.")
    folder.chmod(_PRIVATE)


def _mark(place: Place) -> None:
    if not place.mark.exists():
        if any(place.folder.iterdir()):
            raise Trouble(f"{place.folder} holds other files: name an empty folder.")
        place.mark.write_text(f"{place.name}\n")
    owner = place.mark.read_text().strip()
    if owner != place.name:
        raise Trouble(f"{place.folder} belongs to {owner}: {place.name} needs a folder of its own.")


def _check_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        raise Trouble(
            f"The disk under {folder} has {free >> 20} MB left: "
            f"free at least {_LEAST_FREE_BYTES >> 20} MB."
        )


def empty(place: Place) -> None:
    """Nothing that was said in this place is left. Only for a demo or a test's folder."""
    if place.name == "serve":
        raise ValueError("serve keeps everything")
    for folder in (place.postgres, place.redis, place.media, place.exports, place.mail, place.tmp):
        shutil.rmtree(folder, ignore_errors=True)
    for file in place.folder.glob(f"{place.beat_schedule.name}*"):
        file.unlink()
