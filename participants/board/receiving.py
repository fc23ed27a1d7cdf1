"""What was sent with a form, once its files are kept: their ids stand in it in their place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from bulletin.media.keeping import Harmless
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from participants.actions.uploading import keep_upload, put_away, read_upload, sent_before
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
    shut: str = "",
) -> Received:
    """For a question that takes none, files are left unread; so they are where it is `shut`, which
    says why."""
    kind = KINDS[Kind(question.kind)]
    if not kind.takes_files:
        return Received(kind.rearranged(question.wording, request.POST))
    posted = request.POST.copy()
    unwanted = _taken_out(posted)
    coming, refused = _read(request, posted, participant, question, by, shut)
    if unwanted:
        put_away(participant=participant, file=unwanted, by=by)
    for file, harmless in coming:
        try:
            kept = keep_upload(
                participant=participant, question=question, harmless=harmless, now=now, by=by
            )
            posted.appendlist("file", str(kept.pk))
        except NotTaken as why:
            refused.append(_named(file, why))
    return Received(posted, refused)


def received_one(
    request: HttpRequest,
    participant: Participant,
    question: Question,
    *,
    key: UUID,
    now: datetime,
) -> MediaFile:
    """A file that came by itself, or what came under the same key before. Raises NotTaken."""
    if there := sent_before(participant=participant, question=question, key=key):
        return there
    if len(request.POST.getlist("file")) >= question.wording.settings["most"]:
        raise NotTaken(_as_many_as_asked_for())
    file = request.FILES.get("upload")
    if file is None:
        raise NotTaken(_("There is no file in what was sent."))
    harmless = read_upload(participant=participant, question=question, file=cast(BinaryIO, file))
    return keep_upload(
        participant=participant, question=question, harmless=harmless, now=now, key=key
    )


def _as_many_as_asked_for() -> str:
    return _("There are as many files as are asked for already.")


def _taken_out(posted: QueryDict) -> UUID | None:
    """Which file is not wanted any more; the form names it no longer."""
    unwanted = posted.get("remove", "")
    try:
        file = UUID(unwanted)
    except ValueError:
        return None
    posted.setlist("file", [one for one in posted.getlist("file") if one != unwanted])
    return file


def _read(
    request: HttpRequest,
    posted: QueryDict,
    participant: Participant,
    question: Question,
    by: StaffMember | None,
    shut: str,
) -> tuple[list[tuple[Any, Harmless]], list[str]]:
    """The files to keep with what is to be kept of each, and why others are not taken.

    All are read before the first is kept: from then on the person is held.
    """
    coming: list[tuple[Any, Harmless]] = []
    refused = []
    room = question.wording.settings["most"] - len(posted.getlist("file"))
    for file in request.FILES.getlist("upload"):
        try:
            if shut:
                raise NotTaken(shut)
            if len(coming) >= room:
                raise NotTaken(_as_many_as_asked_for())
            harmless = read_upload(
                participant=participant, question=question, file=cast(BinaryIO, file), by=by
            )
            coming.append((file, harmless))
        except NotTaken as why:
            refused.append(_named(file, why))
    return coming, refused


def _named(file: Any, why: NotTaken) -> str:
    return f"“{str(file.name)[:_LONGEST_NAME_SHOWN]}”: {why}"
