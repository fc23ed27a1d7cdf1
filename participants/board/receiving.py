"""What was sent with a form, once its files are kept: their ids stand in it in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from bulletin.media.refusing import NotTaken
from participants.actions.uploading import keep_upload, put_away
from participants.kinds import KINDS
from participants.models import Participant
from sessions.enums import Kind
from sessions.models import Question, StaffMember

# The buttons inside a form that lead back to it.
PRESSED = {"add", "remove", "unmark", "at.x", "at.y"}
_LONGEST_NAME_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Received:
    """`refused` says of each file that was not taken why, by its name."""

    posted: QueryDict
    refused: Sequence[str] = ()

    @property
    def was_pressed(self) -> bool:
        return bool(PRESSED & self.posted.keys())


def received(
    request: HttpRequest,
    participant: Participant,
    question: Question,
    *,
    now: datetime,
    by: StaffMember | None = None,
) -> Received:
    """For a question that takes none, files are left unread."""
    kind = KINDS[Kind(question.kind)]
    if not kind.takes_files:
        return Received(kind.rearranged(question.wording, request.POST))
    posted = request.POST.copy()
    _put_away(posted, participant, by)
    refused = []
    for file in request.FILES.getlist("upload"):
        try:
            if len(posted.getlist("file")) >= question.wording.settings["most"]:
                raise NotTaken(_("There are as many files as are asked for already."))
            kept = keep_upload(
                participant=participant,
                question=question,
                file=cast(BinaryIO, file),
                now=now,
                by=by,
            )
            posted.appendlist("file", str(kept.pk))
        except NotTaken as why:
            refused.append(_named(file, why))
    return Received(posted, refused)


def _put_away(posted: QueryDict, participant: Participant, by: StaffMember | None) -> None:
    unwanted = posted.get("remove", "")
    try:
        put_away(participant=participant, file=UUID(unwanted), by=by)
    except ValueError:
        return
    posted.setlist("file", [one for one in posted.getlist("file") if one != unwanted])


def _named(file: Any, why: NotTaken) -> str:
    return f"“{str(file.name)[:_LONGEST_NAME_SHOWN]}”: {why}"
