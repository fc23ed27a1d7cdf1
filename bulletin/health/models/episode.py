"""A time in which something was wrong, told once when it begins and once when it is over.

Whether something is wrong now is not asked here: `standing.troubles` computes it.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from bulletin.health.enums import Alarm


class EpisodeQuerySet(models.QuerySet["Episode"]):
    def open(self) -> "EpisodeQuerySet":
        return self.filter(over_at=None)


class Episode(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alarm = models.CharField(max_length=20, choices=Alarm)
    since = models.DateTimeField(help_text="since when it was so, as far as anybody can tell")
    noticed_at = models.DateTimeField()
    calm_since = models.DateTimeField(
        null=True, blank=True, help_text="nothing has been wrong since; it may begin anew"
    )
    over_at = models.DateTimeField(null=True, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["alarm"], condition=Q(over_at=None), name="one_open_episode_an_alarm"
            ),
            models.CheckConstraint(
                condition=Q(over_at=None) | Q(over_at__gte=F("noticed_at")),
                name="an_episode_is_over_after_it_was_noticed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alarm} since {self.since:%Y-%m-%d %H:%M}"
