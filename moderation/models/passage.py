"""What staff collected of what participants said, word for word."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from bulletin.accounts.models import User
from participants.models import Reply, ReplyVersion
from sessions.models import StaffMember


class PassageQuerySet(models.QuerySet["Passage"]):
    def for_staff(self, member: StaffMember) -> "PassageQuerySet":
        """Those of what this staff member may read now; only who runs the board has any."""
        if not member.reads_everything:
            return self.none()
        readable = Reply.objects.for_staff(member).filter(board=member.board_id)
        return self.filter(version__reply__in=readable)

    def as_the_guide_has_them(self) -> "PassageQuerySet":
        reply = "version__reply__"
        return self.order_by(
            f"{reply}question__stage__position",
            f"{reply}question__position",
            f"{reply}said_at",
            F("start").asc(nulls_first=True),
            "pk",
        )


class Passage(models.Model):
    """A whole version of a reply, or a range of what was submitted, in code points.

    It holds no words: they are read from the version whenever it is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(ReplyVersion, on_delete=models.CASCADE, related_name="passages")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = PassageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "start", "end"],
                nulls_distinct=False,
                name="a_passage_is_collected_once",
            ),
            models.CheckConstraint(
                condition=Q(start=None, end=None) | Q(end__gt=F("start")),
                name="a_passage_covers_something",
            ),
        ]

    def __str__(self) -> str:
        return f"passage of {self.version_id}"

    @property
    def range(self) -> tuple[int, int] | None:
        """None where it is the whole version."""
        if self.start is None or self.end is None:
            return None
        return self.start, self.end

    if TYPE_CHECKING:
        version_id: uuid.UUID
