"""What is stored and belongs to nothing goes.

A file is stored before its row is: where that is taken back, or a preview was all it was for, the
file stays behind.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from bulletin.media.models import MediaFile

BOARDS, BROUGHT = "boards", "brought"
# Longer than any transaction, or anybody who reads what was understood of their guide.
KEPT_FOR = timedelta(days=1)


def sweep_storage(*, now: datetime) -> int:
    """How many went. `now` is the real time, as the storage tells it."""
    before = now - KEPT_FOR
    doomed = [name for name in (*_strays(), *_in(BROUGHT)) if _is_older(name, before)]
    for name in doomed:
        default_storage.delete(name)
    return len(doomed)


def _is_older(name: str, before: datetime) -> bool:
    """False for what is gone already."""
    try:
        return default_storage.get_modified_time(name) < before
    except FileNotFoundError:
        return False


def _strays() -> Iterator[str]:
    """What is stored for boards and no row knows."""
    for folder in _folders_in(BOARDS):
        there = set(_in(f"{BOARDS}/{folder}"))
        here = MediaFile.objects.filter(file__startswith=f"{BOARDS}/{folder}/")
        known = {name for names in here.values_list("file", "small") for name in names}
        yield from there - known


def _in(folder: str) -> Iterator[str]:
    if default_storage.exists(folder):
        for name in default_storage.listdir(folder)[1]:
            yield f"{folder}/{name}"


def _folders_in(folder: str) -> list[str]:
    return default_storage.listdir(folder)[0] if default_storage.exists(folder) else []
