"""What one staff member has read, and what they starred for themselves."""

import uuid

from django.db import models

from participants.models import Reply
from sessions.models import StaffMember


class Seen(models.Model):
    """A staff member has read a reply as it was at `seen_at`; a later version is new to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="seen")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="seen_by")
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "seen"
        constraints = [
            models.UniqueConstraint(fields=["member", "reply"], name="a_reply_is_seen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} saw {self.reply_id}"


class Star(models.Model):
    """A reply to come back to; nobody else sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(StaffMember, on_delete=models.CASCADE, related_name="stars")
    reply = models.ForeignKey(Reply, on_delete=models.CASCADE, related_name="stars")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "reply"], name="a_reply_is_starred_once"),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} starred {self.reply_id}"
