"""The ledger of erasures: ids and times, nothing personal, re-applied after a restore."""

import uuid

from django.db import models

from bulletin.privacy.fields import kept


class Erasure(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.UUIDField(help_text="the erased participant or user")
    subject_kind = kept(models.CharField(max_length=32))
    erased_at = models.DateTimeField()
    erased_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="one_erasure_a_subject"),
        ]

    def __str__(self) -> str:
        return f"erasure of {self.subject_kind} {self.subject}"
