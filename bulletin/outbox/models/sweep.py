"""One run of the sweep: how long ago the last one ended tells whether the worker is alive."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import Now


class SweepQuerySet(models.QuerySet["Sweep"]):
    def finished(self) -> "SweepQuerySet":
        """Those that came to their end, each with its `age` since then, the youngest first.

        By the database's clock alone: neither a clock that was moved for a rehearsal nor a
        wrong one on the worker's machine hides a worker that has stopped.
        """
        elapsed = ExpressionWrapper(Now() - F("finished_at"), output_field=models.DurationField())
        return self.exclude(finished_at=None).annotate(age=elapsed).order_by("-finished_at")

    def age(self) -> timedelta | None:
        """How long ago the last of these was finished; None where none ever was."""
        latest: Any = self.finished().first()
        return latest.age if latest else None


class Sweep(models.Model):
    id = models.BigAutoField(primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(
        null=True, blank=True, help_text="when it ended, by the database's own clock"
    )
    planned = models.PositiveIntegerField(default=0, help_text="notices")
    sent = models.PositiveIntegerField(default=0, help_text="mails")

    objects = SweepQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-finished_at"], name="the_last_finished_sweeps")]

    def __str__(self) -> str:
        return f"sweep at {self.started_at:%Y-%m-%d %H:%M:%S}"
