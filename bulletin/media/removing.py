"""Files that are gone for good, with the small pictures of them."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from bulletin.media.models import MediaFile


def remove(files: QuerySet[MediaFile]) -> None:
    """Nothing may hang on them any more. What is stored goes once that is certain."""
    found = list(files.values_list("pk", "file", "small"))
    MediaFile.objects.filter(pk__in=[pk for pk, _file, _small in found]).delete()
    for _pk, *names in found:
        for name in filter(None, names):
            transaction.on_commit(partial(default_storage.delete, name))
