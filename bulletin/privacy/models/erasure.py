"""The ledger of erasures: ids and times, nothing personal, re-applied after a restore."""

import uuid

from django.db import models

from bulletin.privacy.fields import kept


class Erasure(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = kept(models.CharField(max_length=32, help_text="what was erased of the subject"))
    subject = models.UUIDField(help_text="the erased participant, user or board")
    erased_at = models.DateTimeField()
    erased_by = models.UUIDField(null=True, blank=True)
    also = kept(
        models.JSONField(
            default=list, blank=True, help_text="ids of what of others was changed with it"
        )
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"], name="one_erasure_a_kind_and_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.kind} {self.subject}"
