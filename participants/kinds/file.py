"""Pictures or documents that people send, each with what they say it shows."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.media import pictures
from bulletin.media.keeping import MOST_BYTES
from bulletin.media.looks import Place
from bulletin.media.models import MediaFile
from bulletin.text import plain
from participants.gate.files import files_to_answer_with
from participants.kinds.base import (
    LONGEST_OTHER,
    LONGEST_TEXT,
    AnswerForm,
    AnsweringKind,
    WordsField,
)
from participants.kinds.content import AnswerContent, Fields, ValueContent, by_place
from participants.models import ReplyVersion
from sessions.enums import FileSort, Kind
from sessions.models import QuestionVersion

# Named one by one, since a telephone then makes such a picture of whatever it takes itself.
_ACCEPTED = {
    FileSort.PICTURE: "image/jpeg,image/png,image/webp,image/gif",
    FileSort.DOCUMENT: "application/pdf",
}


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


def caption_of(file: MediaFile) -> str:
    return f"caption-{file.pk}"


class FileForm(AnswerForm):
    """What was sent before stands in it as `file`, by id; what is sent now is kept first, and
    put there, by whoever receives it."""

    def look_over(self, data: Mapping[str, object] | None, initial: Fields) -> None:
        named = _listed(data) if data is not None else initial.get("file", [])
        within_reach = files_to_answer_with(self.participant, self.version.question_id, by=self.by)
        there = {str(file.pk): file for file in within_reach} if named else {}
        self.sent = [there[one] for one in dict.fromkeys(named) if one in there]
        self.has_lost_one = not there.keys() >= set(named)

    def boxes(self) -> dict[str, forms.Field]:
        captions = {caption_of(file): _caption() for file in self.sent}
        return captions | self._box_for_files() | self._box_for_words()

    def _box_for_files(self) -> dict[str, forms.Field]:
        several = {"multiple": True} if self.most > 1 else {}
        accepted = ",".join(_ACCEPTED[sort] for sort in self.sorts)
        return {
            "upload": forms.FileField(
                label=self._asked_for(),
                help_text=_("At most %(most)s.") % {"most": self.most},
                required=False,
                widget=SeveralFiles(attrs={"accept": accepted, "data-sends": "add", **several}),
            )
        }

    def _box_for_words(self) -> dict[str, forms.Field]:
        if not self.version.settings["words"]:
            return {}
        return {
            "text": WordsField(
                label=_("In your own words"),
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        }

    def _asked_for(self) -> str:
        if self.sorts == [FileSort.PICTURE]:
            return _("Add pictures")
        if self.sorts == [FileSort.DOCUMENT]:
            return _("Add documents (PDF)")
        return _("Add pictures or documents (PDF)")

    @property
    def sorts(self) -> list[FileSort]:
        return [FileSort(sort) for sort in self.version.settings["takes"]]

    @property
    def most(self) -> int:
        return int(self.version.settings["most"])

    @property
    def camera_gives(self) -> str:
        """What a camera may give; empty where none is asked for."""
        return _ACCEPTED[FileSort.PICTURE] if FileSort.PICTURE in self.sorts else ""

    @property
    def most_bytes(self) -> int:
        """Beyond that, whatever it is, it is not taken."""
        return max(pictures.MOST_BYTES, MOST_BYTES["document"])

    @property
    def most_megabytes(self) -> int:
        return self.most_bytes // 1024 // 1024

    @property
    def takes_more(self) -> bool:
        return len(self.sent) < self.most

    def kept(self) -> Iterator[tuple[int, MediaFile, forms.BoundField]]:
        """Each file that is there, with its number and the box for what it shows."""
        for number, file in enumerate(self.sent, start=1):
            yield number, file, self[caption_of(file)]

    def clean_text(self) -> str:
        words = self.cleaned_data["text"]
        if words and not plain.says_something(words, prompt=self.version.prompt):
            return ""
        return str(words)

    def clean(self) -> None:
        for why in self._troubles():
            self.add_error("upload", why)

    @property
    def troubles(self) -> Sequence[str]:
        """What stands beside the box for files."""
        return [str(why) for why in self.errors.get("upload", ())] or self.refused

    def _troubles(self) -> Iterator[str]:
        yield from self.refused
        if self.has_lost_one:
            yield _("A file that you had sent is no longer there. Please add it again.")
        if len(self.sent) > self.most:
            yield _("These are more files than are asked for. Please remove some.")
        if not (self.sent or self.cleaned_data.get("text") or self.refused or self.has_lost_one):
            yield self._nothing_there()

    def _nothing_there(self) -> str:
        if self.version.settings["words"]:
            return _("Please add something here, or write why there is nothing.")
        return _("Please add something here.")

    def content(self) -> AnswerContent:
        return AnswerContent(
            text=self.cleaned_data.get("text", ""),
            values=tuple(
                ValueContent(
                    None, place=number, file=file.pk, text=self.cleaned_data[caption_of(file)]
                )
                for number, file in enumerate(self.sent, start=1)
            ),
        )


class File(AnsweringKind):
    kind = Kind.FILE
    form_class = FileForm
    takes_files = True
    shows_beside = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        sent = sorted((one for one in content.values if one.file), key=lambda one: one.place or 0)
        captions = {f"caption-{one.file}": [one.text] for one in sent}
        return {"file": [str(one.file) for one in sent], "text": [content.text]} | captions

    def beside(self, version: ReplyVersion, slug: str, place: Place) -> SafeString:
        sent = by_place(version)
        context: dict[str, Any] = {"values": sent, "slug": slug, "place": place}
        return render_to_string("participants/_files.html", context) if sent else SafeString()


def _listed(data: Mapping[str, object]) -> list[str]:
    return list(
        forms.MultipleHiddenInput().value_from_datadict(data, MultiValueDict(), "file") or []
    )


def _caption() -> WordsField:
    return WordsField(
        label=_("What does it show?"),
        max_length=LONGEST_OTHER,
        required=False,
    )
