"""What is declared scrubbed, and emptied wherever it stands (rule 14)."""

from typing import Any

from django.db import models


def scrubbed_fields(model: type[models.Model]) -> list["models.Field[Any, Any]"]:
    return [
        field for field in model._meta.local_fields if getattr(field, "erasure", None) == "scrubbed"
    ]


def empty(rows: "models.QuerySet[Any]") -> int:
    """Every field of these rows that is declared scrubbed holds nothing; how many rows."""
    return rows.update(**{field.name: nothing(field) for field in scrubbed_fields(rows.model)})


def nothing(field: "models.Field[Any, Any]") -> Any:
    """What an emptied field holds."""
    if field.null:
        return None
    return field.get_default() if isinstance(field, models.JSONField) else ""
