"""The files of one person's account: what they sent, and the pictures that they marked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bulletin.media.models import MediaFile
from bulletin.media.models.media_file import EXTENSIONS
from participants.gate.files import files_for
from participants.kinds.content import by_place
from participants.kinds.sheets import sheet_over
from participants.mine.sections import Shown
from participants.models import AnswerValue, Participant, ReplyVersion, Upload

# Leads from where the account is read to the file that it calls by this name, and to what is shown
# of it: empty where it is not within reach.
Leads = Callable[[MediaFile, str], tuple[str, str]]


def nowhere(file: MediaFile, name: str) -> tuple[str, str]:
    return "", ""


@dataclass(frozen=True)
class Files:
    """By what name the account calls each: a file's own name is not kept."""

    sent: dict[MediaFile, str] = field(default_factory=dict)
    marked: dict[MediaFile, str] = field(default_factory=dict)
    leads: Leads = nowhere

    @property
    def names(self) -> dict[MediaFile, str]:
        return self.sent | self.marked

    def shown(self, file: MediaFile, label: str) -> Shown:
        name = self.names[file]
        address, small = self.leads(file, name)
        return Shown(file, label, name, address, small)


NO_FILES = Files()


def files_sent(person: Participant) -> dict[MediaFile, str]:
    sent = Upload.objects.filter(participant=person).select_related("file")
    uploads = sent.order_by("file__uploaded_at", "file")
    return {one.file: _numbered("", number, one.file) for number, one in enumerate(uploads, 1)}


def files_of(person: Participant, now: datetime, leads: Leads) -> Files:
    """A picture of the guide that they marked is among them as long as they may look at it."""
    marks = AnswerValue.objects.filter(
        version__reply__participant=person, version__withdrawn_at=None, across__isnull=False
    )
    marked = (
        files_for(person, now).filter(pk__in=marks.values("file")).order_by("uploaded_at", "pk")
    )
    names = {file: _numbered("picture-", number, file) for number, file in enumerate(marked, 1)}
    return Files(files_sent(person), names, leads)


def shown_in(version: ReplyVersion, files: Files) -> Iterator[Shown]:
    """The files of a version, and the picture under its marks; values and files are at hand."""
    marks = []
    for value in by_place(version) if version.withdrawn_at is None else []:
        if value.across is not None and value.down is not None:
            marks.append(value)
        elif value.file in files.sent:
            label = _("File %(number)d") % {"number": value.place or 0}
            yield files.shown(value.file, label).but(alternative=value.text or label)
    if marks and (picture := marks[0].file) in files.marked:
        yield _with_marks(picture, marks, files)


def _with_marks(picture: MediaFile, marks: list[AnswerValue], files: Files) -> Shown:
    label = ngettext(
        "The picture with %(number)s mark", "The picture with %(number)s marks", len(marks)
    ) % {"number": len(marks)}
    places = [(one.place or 0, one.across or 0, one.down or 0) for one in marks]
    shown = files.shown(picture, label)
    return shown.but(alternative=label, sheet=sheet_over(picture, places))


def _numbered(stem: str, number: int, file: MediaFile) -> str:
    return f"{stem}{number:02}{EXTENSIONS.get(file.content_type, '')}"
