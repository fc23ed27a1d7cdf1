"""The one way past the log's refusal to change: what names an erased person in it is emptied."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from bulletin.audit.models import Entry


@transaction.atomic
def forget(words: Iterable[str], *, board: UUID) -> int:
    """No detail of the board's entries holds any of these words any more; how many did.

    What is recorded holds no names (`Entry.objects.record`), so that this should find nothing.
    """
    sought = [word.casefold() for word in words if word.strip()]
    named = [entry for entry in Entry.objects.filter(board=board) if _names(entry.details, sought)]
    if named:
        _allow("on")
        for entry in named:
            entry.details = _without(entry.details, sought)
            entry.save(update_fields=["details"])
        _allow("off")
    return len(named)


def _names(details: Any, sought: list[str]) -> bool:
    text = json.dumps(details, ensure_ascii=False).casefold()
    return any(word in text for word in sought)


def _without(value: Any, sought: list[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(one, sought) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, sought) for one in value]
    return "" if isinstance(value, str) and _names(value, sought) else value


def _allow(state: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('audit.allow_change', %s, true)", [state])
