"""A picture or file comes to a board, under a name that its guide calls it by."""

from pathlib import PurePosixPath

from django.db import transaction
from django.utils.text import slugify

from bulletin.media.keeping import Harmless, keep
from bulletin.media.models import MediaFile
from sessions.actions.staging import hold
from sessions.models import Board
from sessions.script.scalars import LONGEST_KEY

_LONGEST_MADE = 40


@transaction.atomic
def add_file(*, board: Board, harmless: Harmless, uploaded_name: str) -> MediaFile:
    """It hangs on nothing yet; its name is made from the one that it was sent with."""
    hold(board)
    files = MediaFile.objects.filter(board=board.pk).exclude(key="")
    taken = set(files.values_list("key", flat=True))
    key = key_for(uploaded_name, taken)
    return keep(harmless, board=board.pk, uploaded_name=uploaded_name, key=key)


def key_for(name: str, taken: set[str]) -> str:
    """The first that is free of `red-harbour`, `red-harbour-2`, … for `Red harbour.JPG`."""
    made = slugify(PurePosixPath(name).stem)[:_LONGEST_MADE].strip("-_") or "file"
    key, number = made, 1
    while key in taken:
        number += 1
        key = f"{made[: LONGEST_KEY - 8]}-{number}"
    return key
