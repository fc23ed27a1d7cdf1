"""How a person gets in: personal links, codes for a further device, and the devices let in."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from bulletin.text.tokens import digest_of, new_token
from sessions.models.board import still_read

from .participant import Participant

CODE_LASTS = timedelta(minutes=15)
CODE_ATTEMPTS = 5


class PersonalLinkQuerySet(models.QuerySet["PersonalLink"]):
    def issue(self, participant: Participant, *, now: datetime, by: User | None = None) -> str:
        """Make a link and return its token, which is nowhere kept.

        `by` names the staff member who copied it; such a link proves no address (rule 10).
        """
        token = new_token()
        self.create(participant=participant, digest=digest_of(token), created_at=now, copied_by=by)
        return token

    def living(self, token: str) -> "PersonalLinkQuerySet":
        """The link of this token, unless revoked, erased or its archive removed."""
        return self.filter(
            digest=digest_of(token),
            revoked_at=None,
            participant__erased_at=None,
            participant__board__archive_removed_at=None,
        ).select_related("participant__board")

    def of_the_past(self, token: str, *, now: datetime) -> "PersonalLinkQuerySet":
        """The link of this token, where it would live but for its board's end of reading."""
        over = ~still_read(now, "participant__board__")
        return self.filter(
            over, digest=digest_of(token), revoked_at=None, participant__erased_at=None
        ).select_related("participant__board")


class PersonalLink(models.Model):
    """Opens one participant's place on one board, as long as the board lives."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="links")
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    copied_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    first_used_at = models.DateTimeField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PersonalLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return f"link of {self.participant_id}"


class EntryCode(models.Model):
    """Six digits sent to the participant's address, for a further device."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=32)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["participant", "-sent_at"], name="codes_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(attempts__lte=CODE_ATTEMPTS), name="a_code_is_tried_a_few_times"
            ),
        ]

    def __str__(self) -> str:
        return f"code of {self.participant_id}"


class DevicePermission(models.Model):
    """One more device is let in without a code: for people without an address (audited)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="device_permissions"
    )
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="nobody where the command line gave it",
    )
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"permission for {self.participant_id}"


class DeviceQuerySet(models.QuerySet["Device"]):
    def let_in(self) -> "DeviceQuerySet":
        """Devices still signed in, whose link was not revoked and whose person was not erased."""
        return self.filter(
            Q(link=None) | Q(link__revoked_at=None),
            ended_at=None,
            participant__erased_at=None,
            participant__board__archive_removed_at=None,
        ).select_related("participant__board")


class Device(models.Model):
    """One browser that acts as one participant on one board, until signed out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="devices")
    link = models.ForeignKey(
        PersonalLink, on_delete=models.CASCADE, null=True, blank=True, related_name="devices"
    )
    proved_address = scrubbed(
        models.EmailField(blank=True, help_text="the address a link or code was sent to")
    )
    let_in_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = DeviceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"device of {self.participant_id}"
