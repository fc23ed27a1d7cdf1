"""One focus group, from invitation to archive."""

import uuid
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from sessions.enums import AfterDue, Audience, Identity, OnWithdrawal
from sessions.fields import WallTimeField

if TYPE_CHECKING:
    from .thank_you import ThankYou


class BoardQuerySet(models.QuerySet["Board"]):
    def staffed_by(self, user: User) -> "BoardQuerySet":
        """Boards on which this user holds a role now."""
        return self.filter(staff__user=user, staff__removed_at=None)

    def live(self, *, now: datetime) -> "BoardQuerySet":
        """Launched and not past their grace period."""
        return self.filter(launched_at__lte=now, grace_ends_at__gt=now)


class Board(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)
    title = kept(models.CharField(max_length=200))
    timezone = kept(models.CharField(max_length=64, default="UTC"))
    language = kept(models.CharField(max_length=16, default="en-GB"))
    created_at = models.DateTimeField(default=clock.now)
    made_by_form = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="the form that made it, so that the same one sent twice makes one board",
    )

    starts_on = models.DateField()
    ends = WallTimeField()
    ends_at = models.DateTimeField()
    grace = models.DurationField(default=timedelta())
    grace_ends_at = models.DateTimeField()

    identity_peers = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    identity_staff = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    identity_exports = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    after_due = models.CharField(max_length=12, choices=AfterDue, default=AfterDue.CONTRIBUTORS)
    hold_first_posts = models.BooleanField(default=False)
    minutes_per_day = models.PositiveSmallIntegerField(default=15)

    purpose = kept(models.TextField(blank=True))
    purpose_html = kept(models.TextField(blank=True, editable=False))
    afterwards = kept(models.TextField(blank=True))
    afterwards_html = kept(models.TextField(blank=True, editable=False))
    conduct = kept(models.TextField(blank=True))
    conduct_html = kept(models.TextField(blank=True, editable=False))
    welcome = kept(models.TextField(blank=True))
    welcome_html = kept(models.TextField(blank=True, editable=False))
    controller = kept(models.CharField(max_length=200, blank=True))
    ethics_reference = kept(models.CharField(max_length=200, blank=True))

    withdrawal = WallTimeField()
    withdrawal_until = models.DateTimeField(null=True, blank=True)
    withdrawal_answers = models.CharField(
        max_length=8, choices=OnWithdrawal, default=OnWithdrawal.ASK
    )

    launched_at = models.DateTimeField(null=True, blank=True)
    launched_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    archive_removed_at = models.DateTimeField(null=True, blank=True)
    first_posted_at = models.DateTimeField(null=True, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grace_ends_at__gte=models.F("ends_at")),
                name="the_grace_period_follows_the_end",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def promised_thanks(self) -> "ThankYou | None":
        """What is given to those who take part; one query, unless it is loaded."""
        return getattr(self, "given_in_thanks", None)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def is_launched(self, now: datetime) -> bool:
        return self.launched_at is not None and self.launched_at <= now

    def has_ended(self, now: datetime) -> bool:
        return self.ends_at <= now

    def grace_is_over(self, now: datetime) -> bool:
        return self.grace_ends_at <= now

    def identity_for(self, audience: Audience) -> Identity:
        return Identity(getattr(self, f"identity_{audience.value}"))

    def state(self, now: datetime) -> str:
        """`draft`, `paused`, `running`, `grace` or `ended`, as the clock and its people say."""
        if not self.is_launched(now):
            return "draft"
        if self.grace_is_over(now):
            return "ended"
        if self.has_ended(now):
            return "grace"
        return "paused" if self.pauses.open(now=now).exists() else "running"
