"""Each field that can hold something about a person says what erasure does with it."""

from typing import TypeVar

from django.db import models

F = TypeVar("F", bound="models.Field")  # type: ignore[type-arg]


def scrubbed(field: F) -> F:
    """Declare that erasing a person empties this field."""
    field.erasure = "scrubbed"  # type: ignore[attr-defined]
    return field


def kept(field: F) -> F:
    """Declare that this field holds nothing of a person, or outlives their erasure."""
    field.erasure = "kept"  # type: ignore[attr-defined]
    return field
