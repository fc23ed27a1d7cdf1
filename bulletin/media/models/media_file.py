"""One stored file. Who may fetch it is decided by what it hangs on, through the gate."""

import uuid
from typing import TYPE_CHECKING

from django.db import models

from bulletin import clock
from bulletin.privacy.fields import kept, scrubbed

if TYPE_CHECKING:
    pass


def stored_name(file: "MediaFile", filename: str) -> str:
    """A random name in a folder of the board: the uploaded name is data, never a path."""
    return f"boards/{file.board}/{file.id}"


class MediaFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.UUIDField()
    file = scrubbed(models.FileField(upload_to=stored_name))
    uploaded_name = scrubbed(models.CharField(max_length=200, blank=True))
    alternative = scrubbed(models.CharField("text alternative", max_length=500, blank=True))
    content_type = kept(models.CharField(max_length=100))
    checksum = kept(models.CharField(max_length=64))
    size = models.PositiveBigIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    uploaded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"file {self.id}"
