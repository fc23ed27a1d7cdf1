"""Reading the trail in tests."""

from typing import Any

from bulletin.audit.models import Entry


def trail() -> list[tuple[str, Any, Any]]:
    """Action, actor and subject of every entry so far, the first one first.

    Signing in leaves traces of its own, which are none of a board.
    """
    entries = Entry.objects.exclude(board=None).order_by("id")
    return list(entries.values_list("action", "actor", "subject"))


def details(action: str) -> dict[str, Any]:
    """The details of the one entry of this action."""
    return dict(Entry.objects.get(action=action).details)
