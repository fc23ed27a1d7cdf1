"""One person's place on one board; never the login user itself."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.privacy.fields import kept, scrubbed
from participants.enums import AnswersAfterWithdrawal
from sessions.enums import Audience, Identity
from sessions.models import Board


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def active(self) -> "ParticipantQuerySet":
        """Those who hold their place: neither deactivated, withdrawn, erased nor in reserve."""
        return self.filter(deactivated_at=None, withdrawn_at=None, erased_at=None, in_reserve=False)

    def removed(self, board: Board | OuterRef) -> "ParticipantQuerySet":
        """Those of the board who withdrew, and had their words removed as they did."""
        return self.filter(board=board, withdrawn_answers=AnswersAfterWithdrawal.REMOVE)

    def testers(self) -> "ParticipantQuerySet":
        """Those who try the board out and were not erased since."""
        return self.filter(tester=True, erased_at=None)

    def counted(self) -> "ParticipantQuerySet":
        """Everyone a figure speaks of: testers and the reserve are in none."""
        return self.filter(tester=False, in_reserve=False)


class Participant(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="places"
    )
    name = scrubbed(models.CharField(_("name"), max_length=200))
    pseudonym = scrubbed(models.CharField(_("pseudonym"), max_length=63))
    email = scrubbed(models.EmailField(_("e-mail address"), blank=True))
    timezone = kept(models.CharField(_("time zone"), max_length=64))
    language = kept(models.CharField(_("language"), max_length=16))
    tester = models.BooleanField(default=False)
    in_reserve = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=clock.now)

    first_came_at = models.DateTimeField(null=True, blank=True)
    last_came_at = models.DateTimeField(null=True, blank=True)
    knows_how_at = models.DateTimeField(
        null=True, blank=True, help_text="put away what is said once of how a board works"
    )
    muted_at = models.DateTimeField(null=True, blank=True, help_text="wants no more reminders")
    address_bad_at = models.DateTimeField(null=True, blank=True, help_text="refused by its server")
    away_until = models.DateField(null=True, blank=True)
    cannot_take_part_at = models.DateTimeField(null=True, blank=True)
    cannot_take_part_why = scrubbed(models.CharField(max_length=300, blank=True))
    deactivated_at = models.DateTimeField(null=True, blank=True)
    deactivated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    deactivated_why = scrubbed(models.CharField(max_length=300, blank=True))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_answers = models.CharField(max_length=8, choices=AnswersAfterWithdrawal, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["board", "added_at", "id"]
        indexes = [
            models.Index(fields=["board"], condition=Q(tester=True), name="testers_of_a_board"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "pseudonym"],
                condition=~Q(pseudonym=""),
                name="a_pseudonym_is_used_once_a_board",
            ),
            models.UniqueConstraint(
                fields=["board", "user"],
                condition=Q(user__isnull=False),
                name="one_place_a_user_and_board",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_answers="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_answers="")),
                name="a_withdrawal_says_what_happens_to_answers",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""

    @property
    def is_active(self) -> bool:
        return not (self.deactivated_at or self.withdrawn_at or self.erased_at or self.in_reserve)

    def name_for(self, audience: Audience) -> str:
        """How one audience sees this person (rule 9); the board must be loaded."""
        if self.erased_at and not self.pseudonym:
            return _said("Someone erased")
        identity = self.board.identity_for(audience)
        if identity == Identity.REAL_NAME:
            return self.name
        return self.first_name if identity == Identity.FIRST_NAME else self.pseudonym

    def is_away(self, now: datetime) -> bool:
        """Whether the day on which they are back is still to come on their own calendar."""
        today = now.astimezone(self.zone).date()
        return self.away_until is not None and self.away_until > today
