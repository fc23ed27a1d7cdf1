"""Files that are gone for good, with the small pictures of them."""

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from bulletin.media.models import MediaFile


@transaction.atomic
def remove(files: Iterable[MediaFile]) -> None:
    """Nothing may hang on them any more. What is stored goes once that is certain."""
    doomed = list(files)
    MediaFile.objects.filter(pk__in=[file.pk for file in doomed]).delete()
    for file in doomed:
        for stored in (file.file, file.small):
            if stored.name:
                transaction.on_commit(partial(default_storage.delete, stored.name))
