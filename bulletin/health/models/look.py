"""The watch's last look: how long ago it ended tells whether the watch is alive."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import Now


class LookQuerySet(models.QuerySet["Look"]):
    def record(self) -> None:
        """The last look has ended now."""
        self.bulk_create(
            [Look(pk=1, ended_at=Now())],
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["ended_at"],
        )

    def age(self) -> timedelta | None:
        """How long ago the last look ended, by the database's clock; None where none ever did."""
        elapsed = ExpressionWrapper(Now() - F("ended_at"), output_field=models.DurationField())
        last: Any = self.annotate(age=elapsed).first()
        return last.age if last else None


class Look(models.Model):
    """One row, whoever watches."""

    id = models.SmallAutoField(primary_key=True)
    ended_at = models.DateTimeField(help_text="by the database's own clock")

    objects = LookQuerySet.as_manager()

    def __str__(self) -> str:
        return f"look until {self.ended_at:%Y-%m-%d %H:%M:%S}"
