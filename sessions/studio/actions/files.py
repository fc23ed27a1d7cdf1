"""A picture or file comes to a board, under a name that its guide calls it by, and goes unused."""

import json
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import slugify

from bulletin.media.keeping import Harmless, keep
from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from sessions.actions.staging import hold
from sessions.models import Board, QuestionItem, Stimulus, WorkingCopy
from sessions.script.scalars import LONGEST_KEY

UNUSED_FOR = timedelta(days=30)
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


def remove_unused(*, now: datetime) -> int:
    """What a guide never came to use, long after it came: nothing hangs on it, and nothing that
    is being written names it. Returns how many went."""
    boards = set(_hang_on_nothing(now).values_list("board", flat=True))
    return sum(_removed_from(board, now) for board in boards)


def _hang_on_nothing(now: datetime) -> QuerySet[MediaFile]:
    return MediaFile.objects.exclude(key="").filter(
        ~Exists(Stimulus.objects.filter(file=OuterRef("pk"))),
        ~Exists(QuestionItem.objects.filter(picture=OuterRef("pk"))),
        ~Exists(Board.objects.filter(logo=OuterRef("pk"))),
        uploaded_at__lt=now - UNUSED_FOR,
    )


@transaction.atomic
def _removed_from(board: UUID, now: datetime) -> int:
    """Nobody writes this board's guide meanwhile."""
    bool(Board.objects.select_for_update(no_key=True).filter(pk=board).values_list("pk"))
    copies = WorkingCopy.objects.filter(question__stage__board=board)
    written = json.dumps(list(copies.values_list("script", flat=True)))
    files = _hang_on_nothing(now).filter(board=board)
    unused = [file for file in files if json.dumps(file.key) not in written]
    remove(unused)
    return len(unused)
