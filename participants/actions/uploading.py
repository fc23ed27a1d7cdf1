"""Files that somebody sends for an answer: kept, put away again, and cleared."""

from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.media.keeping import Harmless, keep, made_harmless, sort_of
from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken
from bulletin.media.removing import remove
from bulletin.web.limits import Limit
from participants.actions.posting import take_turns
from participants.models import Draft, Participant, Upload
from participants.models.upload import UploadQuerySet
from sessions.enums import FileSort
from sessions.models import Question, StaffMember

# Far more than anybody takes pictures of, and few enough for any disk.
SENT = Limit("files sent", most=120, within=timedelta(hours=1))
# Another tab may still be about to send what is in no draft.
_A_WHILE = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=1)


def read_upload(
    *,
    participant: Participant,
    question: Question,
    file: BinaryIO,
    by: StaffMember | None = None,
) -> Harmless:
    """What can be kept of it; that may take a while, and nobody waits for it. Raises NotTaken."""
    if SENT.is_exceeded_by(str(by.pk if by else participant.pk)):
        raise NotTaken(_("You have sent very many files. Please go on in an hour."))
    _check_sort(sort_of(file), question.wording.settings["takes"])
    return made_harmless(file)


@transaction.atomic
def keep_upload(
    *,
    participant: Participant,
    question: Question,
    harmless: Harmless,
    now: datetime,
    by: StaffMember | None = None,
    key: UUID | None = None,
) -> MediaFile:
    """It is theirs alone, or that of `by` who sent it for them, until an answer has it.

    What came under the same `key` before, since the sender heard nothing of it, is what it is.

    What they called it is not kept: a name on a file says more than its author means to. What
    has lain about in no draft for a while is removed. Raises NotTaken for whoever left
    meanwhile.
    """
    take_turns(participant)
    here = Participant.objects.filter(pk=participant.pk, withdrawn_at=None, erased_at=None)
    if not here.exists():
        raise NotTaken(_("Files are no longer kept for somebody who has left."))
    if key and (there := sent_before(participant=participant, question=question, key=key)):
        return there
    remove_unused(participant=participant, question=question, by=by, now=now)
    kept = keep(harmless, board=participant.board_id, uploaded_name="")
    Upload.objects.create(file=kept, participant=participant, question=question, staff=by, key=key)
    return kept


def sent_before(*, participant: Participant, question: Question, key: UUID) -> MediaFile | None:
    """The file that came under this key, while it is there."""
    sent = Upload.objects.sent_by(participant, None).filter(question=question, key=key)
    return MediaFile.objects.filter(upload__in=sent).first()


@transaction.atomic
def put_away(*, participant: Participant, file: UUID, by: StaffMember | None = None) -> None:
    """It is gone, unless an answer has it: what was submitted stays (rule 4)."""
    take_turns(participant)
    mine = Upload.objects.sent_by(participant, by).filter(file=file, file__values=None)
    remove(MediaFile.objects.filter(upload__in=mine))


@transaction.atomic
def remove_unused(
    *, participant: Participant, question: Question, now: datetime, by: StaffMember | None = None
) -> None:
    """What they sent, or `by` for them, a while ago is gone where no answer or draft has it."""
    take_turns(participant)
    sent = Upload.objects.sent_by(participant, by).filter(question=question)
    _remove_undrafted(participant, sent.unused(before=now - _A_WHILE))


def remove_forgotten(*, now: datetime) -> int:
    """Whoever sent it, it is gone after a day where no answer or draft has it. Returns how many
    went."""
    before = now - FORGOTTEN_AFTER
    forgotten = Upload.objects.unused(before=before).values("participant")
    return sum(_forgotten_of(one, before) for one in Participant.objects.filter(pk__in=forgotten))


@transaction.atomic
def _forgotten_of(participant: Participant, before: datetime) -> int:
    take_turns(participant)
    sent = Upload.objects.filter(participant=participant)
    return _remove_undrafted(participant, sent.unused(before=before))


def _remove_undrafted(participant: Participant, uploads: UploadQuerySet) -> int:
    drafts = Draft.objects.filter(participant=participant)
    begun = {one for fields in drafts.values_list("fields", flat=True) for one in _files_in(fields)}
    doomed = list(MediaFile.objects.filter(upload__in=uploads).exclude(pk__in=begun))
    remove(doomed)
    return len(doomed)


def remove_drafted(*, participant: Participant) -> None:
    """What no answer of theirs has is gone."""
    unused = Upload.objects.filter(participant=participant, file__values=None)
    remove(MediaFile.objects.filter(upload__in=unused))


def _files_in(fields: dict[str, list[str]]) -> list[UUID]:
    """Those that a draft names; what is no id is not among them."""
    found = []
    for one in fields.get("file", []):
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _check_sort(sort: str, takes: list[str]) -> None:
    if sort in takes:
        return
    if FileSort.PICTURE not in takes:
        raise NotTaken(_("Only documents (PDF) are asked for here."))
    if FileSort.DOCUMENT not in takes:
        raise NotTaken(_("Only pictures are asked for here."))
    raise NotTaken(_("Only pictures and documents (PDF) are asked for here."))
