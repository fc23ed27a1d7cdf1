"""Pictures, and what stays in reach while a question is answered."""

from io import BytesIO

from PIL import Image

from bulletin.media.keeping import keep, made_harmless
from bulletin.media.models import MediaFile
from sessions.models import Board, Question, Stimulus


def picture(board: Board, key: str = "", colour: str = "red") -> MediaFile:
    """A small picture of one colour; with a key, one of the board's guide."""
    data = BytesIO()
    Image.new("RGB", (40, 20), colour).save(data, "PNG")
    data.seek(0)
    return keep(made_harmless(data), board=board.pk, uploaded_name="Picture.PNG", key=key)


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
