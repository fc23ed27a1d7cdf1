"""What a facilitator types about the end of a board."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.media.keeping import Harmless, made_harmless, sort_of
from bulletin.media.refusing import NotTaken
from bulletin.privacy.enums import Destroyable
from moderation.desk.forms.moments import MomentsForm, WallTimeField, as_typed
from participants.models import Findings
from sessions.actions.destroying import date_of
from sessions.models import Board
from sessions.timetable.wall_time import WallTime

LONGEST_REPORT = 60_000


class FindingsForm(MomentsForm):
    """The report: `document` is harmless once the form is valid."""

    moments = ("verdicts",)

    text = forms.CharField(
        label=gettext_lazy("What came of it"),
        help_text=gettext_lazy("The report or a summary of it. Markdown."),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "true"}),
        max_length=LONGEST_REPORT,
        required=False,
    )
    document = forms.FileField(
        label=gettext_lazy("The report as a PDF"),
        help_text=gettext_lazy("It is read on the board, and never sent by e-mail."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        required=False,
    )
    drop_document = forms.BooleanField(
        label=gettext_lazy("Take the PDF away that is there"), required=False
    )
    verdicts = WallTimeField(label=gettext_lazy("They may answer until"), required=False)

    def __init__(
        self,
        board: Board,
        findings: Findings | None,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
    ) -> None:
        initial = {
            "text": findings.text if findings else "",
            "verdicts": as_typed(findings.verdicts_until, board) if findings else None,
        }
        super().__init__(board, data, initial=initial)
        self.files = files or MultiValueDict()
        empty = _("Left empty: as long as they can read here.")
        self.fields["verdicts"].help_text = f"{self.fields['verdicts'].help_text} {empty}"
        if findings is None or findings.document is None:
            del self.fields["drop_document"]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")

    def clean_document(self) -> Harmless | None:
        file: UploadedFile[Any] | None = self.cleaned_data["document"]
        if file is None:
            return None
        assert file.file is not None
        try:
            if sort_of(file.file) != "document":
                raise ValidationError(_("This is no PDF."))
            return made_harmless(file.file)
        except NotTaken as why:
            raise ValidationError(str(why)) from None


class ReadingForm(MomentsForm):
    moments = ("reading",)

    reading = WallTimeField(label=gettext_lazy("Participants read until"), required=False)

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(board, data, initial={"reading": as_typed(board.reading_until, board)})
        empty = _("Left empty: until somebody ends it here.")
        self.fields["reading"].help_text = f"{self.fields['reading'].help_text} {empty}"

    def moved(self) -> WallTime | None:
        """What stands in the box: the date that there was, where it was left alone."""
        return self.wall_time("reading") if self.has_changed() else self.board.reading


class DestructionDatesForm(forms.Form):
    """A day of the board's calendar for each that is still there."""

    use_required_attribute = False

    why = forms.CharField(
        label=gettext_lazy("Why is a date changed?"),
        help_text=gettext_lazy("Participants read this beside the dates."),
        max_length=300,
        required=False,
    )

    def __init__(
        self,
        board: Board,
        left: list[Destroyable],
        data: Mapping[str, Any] | None = None,
        *,
        asks_why: bool,
    ) -> None:
        super().__init__(data, label_suffix="")
        for what in left:
            self.fields[what.value] = forms.DateField(
                label=str(what.label),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                initial=date_of(board, what),
                required=False,
            )
        self.order_fields([*(what.value for what in left), "why"])
        if not asks_why:
            del self.fields["why"]

    def dates(self) -> dict[Destroyable, date | None]:
        return {
            what: self.cleaned_data[what.value]
            for what in Destroyable
            if what.value in self.cleaned_data
        }


class ConfirmedByTitleForm(forms.Form):
    """Somebody who types the board's title means this board."""

    use_required_attribute = False

    title = forms.CharField(
        label=gettext_lazy("Type the board's title to go on"),
        error_messages={"required": gettext_lazy("Type the title as it stands here.")},
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.board = board
        self.fields["title"].help_text = board.title
        self.fields["title"].widget.attrs["autocomplete"] = "off"

    def clean_title(self) -> str:
        typed = " ".join(self.cleaned_data["title"].split())
        if typed.casefold() != " ".join(self.board.title.split()).casefold():
            raise ValidationError(_("That is not the title of this board."))
        return typed
