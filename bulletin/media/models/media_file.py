"""One stored file. Who may fetch it is decided by what it hangs on, through the gate."""

import uuid

from django.db import models
from django.db.models import Q

from bulletin import clock
from bulletin.privacy.fields import kept, scrubbed

EXTENSIONS = {
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
}


def stored_name(file: "MediaFile", filename: str) -> str:
    """A random name in a folder of the board: the uploaded name is data, never a path."""
    return f"boards/{file.board}/{file.id}"


def small_name(file: "MediaFile", filename: str) -> str:
    return f"{stored_name(file, filename)}-small"


class MediaFile(models.Model):
    """`key` is what the board's guide calls it; a participant's file has none.

    `small` is a picture for a list; a document has none.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = models.UUIDField()
    key = kept(models.CharField(max_length=64, blank=True))
    file = scrubbed(models.FileField(upload_to=stored_name))
    small = scrubbed(models.FileField(upload_to=small_name, blank=True))
    uploaded_name = scrubbed(models.CharField(max_length=200, blank=True))
    alternative = scrubbed(models.CharField("text alternative", max_length=500, blank=True))
    content_type = kept(models.CharField(max_length=100))
    checksum = kept(models.CharField(max_length=64))
    size = models.PositiveBigIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    height = models.PositiveIntegerField(null=True, blank=True, help_text="pixels")
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "key"],
                condition=~Q(key=""),
                name="a_guide_calls_one_file_by_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"file {self.id}"

    @property
    def shown_name(self) -> str:
        """What it is called when saved: by its place in the guide, and by what it holds."""
        name = self.key or self.uploaded_name.rpartition(".")[0] or "file"
        return f"{name}{EXTENSIONS.get(self.content_type, '')}"

    @property
    def is_looked_at(self) -> bool:
        """Whether a page shows it, where anything else is offered to be saved."""
        return self.content_type.startswith(("image/", "video/"))

    @property
    def is_video(self) -> bool:
        return self.content_type.startswith("video/")

    @property
    def is_picture(self) -> bool:
        return self.content_type.startswith("image/")
