"""The one way past the log's refusal to change: what names an erased person in it is emptied."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any
from unicodedata import normalize
from uuid import UUID

from django.db import connection, transaction

from bulletin.audit.models import Entry
from bulletin.text.ranges import occurrences

_NAME_NOBODY: tuple[Callable[[str], Any], ...] = (
    UUID,
    float,
    datetime.fromisoformat,
    time.fromisoformat,
)


@transaction.atomic
def forget(words: Iterable[str], *, board: UUID) -> int:
    """No detail of the board's entries holds any of these as whole words any more; how many did.

    What is recorded holds no names (`Entry.objects.record`), so that this should find nothing.
    Ids, numbers and times name nobody, and stay.
    """
    sought = [plain for word in words if (plain := _plain(word.strip()))]
    named = []
    for entry in Entry.objects.filter(board=board):
        emptied = _without(entry.details, sought)
        if emptied != entry.details:
            entry.details = emptied
            named.append(entry)
    if named:
        _allow("on")
        for entry in named:
            entry.save(update_fields=["details"])
        _allow("off")
    return len(named)


def _without(value: Any, sought: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(one, sought) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, sought) for one in value]
    return "" if isinstance(value, str) and _names(value, sought) else value


def _names(value: str, sought: list[str]) -> bool:
    if any(_is(kind, value) for kind in _NAME_NOBODY):
        return False
    return any(occurrences(_plain(value), word) for word in sought)


def _is(kind: Callable[[str], Any], value: str) -> bool:
    try:
        kind(value)
    except ValueError:
        return False
    return True


def _plain(text: str) -> str:
    return normalize("NFC", text).casefold()


def _allow(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('audit.allow_change', %s, true)", [state])
