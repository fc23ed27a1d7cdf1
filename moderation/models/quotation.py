"""Words of an erased person that stand in what others wrote, until somebody decides on them."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from bulletin.accounts.models import User
from bulletin.privacy.fields import kept
from moderation.enums import OnQuotation, QuotedIn
from participants.models import Participant


class QuotationQuerySet(models.QuerySet["Quotation"]):
    def waiting(self) -> "QuotationQuerySet":
        return self.filter(decision=OnQuotation.LATER)


class Quotation(models.Model):
    """It holds no words: `places` are ranges, in code points, of texts as they were then.

    Each is the id of a row, its field, start, end, and a digest of the whole text.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="quotations"
    )
    kind = models.CharField(max_length=12, choices=QuotedIn)
    target = models.UUIDField(help_text="the row in whose texts the words stand")
    places = kept(models.JSONField(default=list))
    decision = models.CharField(max_length=5, choices=OnQuotation, default=OnQuotation.LATER)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = QuotationQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "kind", "target"], name="a_quotation_is_found_once"
            ),
            models.CheckConstraint(
                condition=Q(decision=OnQuotation.LATER, decided_at=None)
                | (~Q(decision=OnQuotation.LATER) & Q(decided_at__isnull=False)),
                name="a_decision_on_a_quotation_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} quoting {self.participant_id}"

    if TYPE_CHECKING:
        participant_id: uuid.UUID
