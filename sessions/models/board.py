"""One focus group, from invitation to archive."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.fields import kept
from sessions.enums import AfterDue, Audience, Identity, OnWithdrawal
from sessions.fields import WallTimeField

if TYPE_CHECKING:
    from .thank_you import ThankYou


@dataclass(frozen=True)
class DestructionDay:
    """`day` is one of the board's own calendar."""

    key: Destroyable
    what: str
    day: date


class BoardQuerySet(models.QuerySet["Board"]):
    def staffed_by(self, user: User) -> "BoardQuerySet":
        """Boards on which this user holds a role now."""
        return self.filter(staff__user=user, staff__removed_at=None)

    def live(self, *, now: datetime) -> "BoardQuerySet":
        """Launched and not past their grace period."""
        return self.filter(launched_at__lte=now, grace_ends_at__gt=now)


def still_read(now: datetime, board: str = "board__") -> Q:
    """On what belongs to a board: its archive is not removed, by hand or by its date."""
    return Q(**{f"{board}archive_removed_at": None}) & (
        Q(**{f"{board}reading_until": None}) | Q(**{f"{board}reading_until__gt": now})
    )


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
    holidays = kept(
        models.CharField(
            max_length=10, blank=True, help_text="whose, such as GB or GB-SCT; empty: nobody's"
        )
    )

    identity_peers = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    identity_staff = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    identity_exports = models.CharField(max_length=12, choices=Identity, default=Identity.PSEUDONYM)
    choose_pseudonym = models.BooleanField(
        default=False, help_text="until they first post, people may draw another pseudonym"
    )
    after_due = models.CharField(max_length=12, choices=AfterDue, default=AfterDue.CONTRIBUTORS)
    hold_first_posts = models.BooleanField(default=False)
    minutes_per_day = models.PositiveSmallIntegerField(default=15)
    accent = kept(
        models.CharField(
            max_length=7, blank=True, help_text="as #rrggbb, from which its pages get theirs"
        )
    )
    logo = models.ForeignKey(
        MediaFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo_alternative = kept(
        models.CharField("text alternative of the logo", max_length=200, blank=True)
    )
    late_joiner_days = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="how long stages that have closed are open to whoever is added later",
    )

    purpose = kept(models.TextField(blank=True))
    purpose_html = kept(models.TextField(blank=True, editable=False))
    afterwards = kept(models.TextField(blank=True))
    afterwards_html = kept(models.TextField(blank=True, editable=False))
    conduct = kept(models.TextField(blank=True))
    conduct_html = kept(models.TextField(blank=True, editable=False))
    welcome = kept(models.TextField(blank=True))
    welcome_html = kept(models.TextField(blank=True, editable=False))
    farewell = kept(models.TextField(blank=True, help_text="what is read once it has ended"))
    farewell_html = kept(models.TextField(blank=True, editable=False))
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
    archived_at = models.DateTimeField(null=True, blank=True)
    archived_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reading = WallTimeField()
    reading_until = models.DateTimeField(null=True, blank=True, help_text="exclusive")
    archive_removed_at = models.DateTimeField(
        null=True, blank=True, help_text="when somebody ended reading by hand"
    )
    destroy_key_on = models.DateField(null=True, blank=True)
    destroy_contacts_on = models.DateField(null=True, blank=True)
    destroy_data_on = models.DateField(null=True, blank=True)
    destruction_why = kept(
        models.CharField(max_length=300, blank=True, help_text="why such a date was moved last")
    )
    first_posted_at = models.DateTimeField(null=True, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(grace_ends_at__gte=models.F("ends_at")),
                name="the_grace_period_follows_the_end",
            ),
            models.CheckConstraint(
                condition=Q(archived_at=None, archived_by=None)
                | Q(archived_at__isnull=False, archived_by__isnull=False),
                name="an_archived_board_has_a_time_and_a_person",
            ),
            models.CheckConstraint(
                condition=Q(accent="") | Q(accent__regex=r"^#[0-9a-f]{6}$"),
                name="an_accent_is_a_colour",
            ),
            models.CheckConstraint(
                condition=Q(logo=None, logo_alternative="")
                | (Q(logo__isnull=False) & ~Q(logo_alternative="")),
                name="a_logo_is_there_with_what_it_says",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def farewell_or_default(self) -> str:
        """The board's own words once it has ended, as HTML, or ours."""
        return self.farewell_html or format_html(
            "<p>{}</p>", _("Thank you for taking part, and for the time you gave.")
        )

    @property
    def destruction_days(self) -> list[DestructionDay]:
        """What is to be destroyed and on which day, as its participants are told."""
        days = ((what, getattr(self, f"destroy_{what.value}_on")) for what in Destroyable)
        return [DestructionDay(what, str(what.label), day) for what, day in days if day]

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

    def is_over(self, now: datetime) -> bool:
        """A draft never is, however long ago it was to end."""
        return self.is_launched(now) and self.grace_is_over(now)

    def reading_is_over(self, now: datetime) -> bool:
        """Whether participants and their links find nothing here any more."""
        if self.archive_removed_at is not None:
            return True
        return self.reading_until is not None and self.reading_until <= now

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
