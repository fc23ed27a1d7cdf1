"""Model fields of this part."""

from typing import Any

from django.db import models

from sessions.timetable.wall_time import WallTime


class WallTimeField(models.CharField[Any, Any]):
    """A `WallTime`, stored as its text; None where there is none."""

    # What may be set and what is read, for the type checker alone.
    _pyi_private_set_type: WallTime | str | None  # type: ignore[assignment]
    _pyi_private_get_type: WallTime | None  # type: ignore[assignment]

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 32)
        options["null"] = options["blank"] = True
        super().__init__(**options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        for fixed in ("null", "blank"):
            options.pop(fixed, None)
        return name, path, args, options

    def from_db_value(self, value: str | None, *_: Any) -> WallTime | None:
        return None if value is None else WallTime.parse(value)

    def to_python(self, value: Any) -> WallTime | None:
        if value is None or isinstance(value, WallTime):
            return value
        return WallTime.parse(str(value))

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)
