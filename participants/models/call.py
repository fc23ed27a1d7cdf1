"""A participant calls for staff: for help of their own, or to a post that should be looked at."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import scrubbed
from participants.enums import CallKind

from .participant import Participant
from .reply import Reply


class CallQuerySet(models.QuerySet["Call"]):
    def open(self) -> "CallQuerySet":
        """Those that nobody of the staff has settled."""
        return self.filter(settled_at=None)


class Call(models.Model):
    """A call for help is a private comment, which `reply` names; a report names a peer's post.

    The same person reporting the same post again changes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="calls")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="calls")
    kind = models.CharField(max_length=8, choices=CallKind)
    why = scrubbed(models.TextField(blank=True, max_length=2000))
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reply", "participant", "kind"], name="a_person_calls_once_about_a_reply"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_settled_call_has_a_time_and_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.participant_id}"
