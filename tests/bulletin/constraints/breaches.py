"""The table of breaches: for each constraint of our models, a function that breaks it."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

Breach = Callable[[], None]
BREACHES: dict[str, Breach] = {}


def breaks_constraint(breach: Breach) -> Breach:
    """Enter a function into the table under its own name, which is the constraint's."""
    BREACHES[breach.__name__] = breach
    return breach


def once_more(row: models.Model, **changes: Any) -> None:
    """Insert a copy of this row under an id of its own, with these fields changed."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.pk = uuid.uuid4()
    row._state.adding = True
    row.save(force_insert=True)


def put(row: models.Model, **changes: Any) -> None:
    """Write these fields of one row, past every check in Python."""
    type(row)._default_manager.filter(pk=row.pk).update(**changes)
