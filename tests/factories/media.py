"""Pictures, and what stays in reach while a question is answered."""

from io import BytesIO
from uuid import UUID

from PIL import Image

from bulletin.media.keeping import keep, made_harmless
from bulletin.media.models import MediaFile
from participants.models import AnswerValue, Participant, Reply, Upload
from sessions.models import Board, Question, StaffMember, Stimulus


def picture(board: Board, key: str = "", colour: str = "red") -> MediaFile:
    """A small picture of one colour; with a key, one of the board's guide."""
    data = BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, "PNG")
    data.seek(0)
    return keep(made_harmless(data), board=board.pk, uploaded_name="Picture.PNG", key=key)


def upload(
    participant: Participant,
    question: Question,
    *,
    colour: str = "red",
    by: StaffMember | None = None,
    key: UUID | None = None,
) -> MediaFile:
    """A picture that they have sent for this question, in no answer yet; or that `by` has."""
    file = picture(participant.board, colour=colour)
    Upload.objects.create(file=file, participant=participant, question=question, staff=by, key=key)
    return file


def file_in(reply: Reply, caption: str = "", *, colour: str = "red") -> MediaFile:
    """A further picture in the current version of an answer."""
    version, author = reply.current_version, reply.participant
    assert version is not None
    assert author is not None
    file = upload(author, reply.question, colour=colour)
    place = version.values.count() + 1
    AnswerValue.objects.create(version=version, file=file, place=place, text=caption)
    return file


def mark(reply: Reply, across: int, down: int, text: str = "", *, kind: str = "") -> AnswerValue:
    """A further mark in the current version of an answer, in thousandths of the picture."""
    version = reply.current_version
    assert version is not None
    items = version.question_version.items
    return AnswerValue.objects.create(
        version=version,
        item=items.get(key=kind) if kind else None,
        file=items.get(key="picture").picture,
        place=version.values.count() + 1,
        across=across,
        down=down,
        text=text,
    )


def stimulus(question: Question, file: MediaFile, alternative: str = "A field of red") -> Stimulus:
    """The question's next one, in its published wording."""
    version = question.wording
    version.has_stimuli = True
    version.save(update_fields=["has_stimuli"])
    return Stimulus.objects.create(
        version=version,
        file=file,
        alternative=alternative,
        position=version.stimuli.count(),
    )
