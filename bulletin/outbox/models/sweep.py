"""One run of the sweep: its age tells whether the worker is alive."""

from django.db import models


class Sweep(models.Model):
    id = models.BigAutoField(primary_key=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    planned = models.PositiveIntegerField(default=0, help_text="notices")
    sent = models.PositiveIntegerField(default=0, help_text="mails")

    class Meta:
        indexes = [models.Index(fields=["-ended_at"], name="the_latest_sweeps")]

    def __str__(self) -> str:
        return f"sweep at {self.started_at:%Y-%m-%d %H:%M:%S}"
