"""What staff type to announce something, and from when it is to stand there."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.announcing.actions.announcements import Audience, Wording
from moderation.desk.forms.moments import MomentsForm, WallTimeField
from participants.enums import AnnouncedTo
from participants.models import Announcement
from sessions.models import Board, Segment, Stage

LONGEST = 10_000
NOW, LATER = "now", "later"


class SegmentField(forms.ModelChoiceField[Segment]):
    def label_from_instance(self, obj: Segment) -> str:
        return obj.in_full


class AnnouncementForm(forms.Form):
    """With `is_fixed`, its words alone: it has appeared."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Markdown. It travels by mail: name no participant, and quote nobody, since what"
            " people say here is read on the board alone."
        ),
    )
    to = forms.ChoiceField(
        label=gettext_lazy("For whom?"), choices=AnnouncedTo, widget=forms.RadioSelect
    )
    segment = SegmentField(
        Segment.objects.none(),
        label=gettext_lazy("Which value?"),
        required=False,
        empty_label=gettext_lazy("Choose one, if it is for a value"),
    )
    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        label=gettext_lazy("Which stage?"),
        required=False,
        empty_label=gettext_lazy("Choose one, if it is for a stage"),
    )
    by_mail = forms.BooleanField(
        label=gettext_lazy("By mail, too, to those who want mail"), required=False
    )

    def __init__(
        self,
        board: Board,
        data: Mapping[str, Any] | None = None,
        *,
        announcement: Announcement | None = None,
        is_fixed: bool = False,
    ) -> None:
        super().__init__(data, initial=_initial(announcement), label_suffix="")
        self._before = announcement
        self._audiences = [AnnouncedTo.EVERYONE, AnnouncedTo.CONTRIBUTORS, AnnouncedTo.NEVER_CAME]
        segments = Segment.objects.filter(segment_set__board=board).select_related("segment_set")
        self._offer("segment", segments.order_by("segment_set__position", "position"))
        self._offer("stage", board.stages.order_by("position"))
        if is_fixed:
            for name in self.fields.keys() - {"title", "text"}:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("to") == AnnouncedTo.SEGMENT and not said.get("segment"):
            self.add_error("segment", _("Choose the value that they hold."))
        if said.get("to") == AnnouncedTo.STAGE and not said.get("stage"):
            self.add_error("stage", _("Choose the stage."))
        return said

    def wording(self) -> Wording:
        return Wording(self.cleaned_data["title"], self.cleaned_data["text"])

    def audience(self) -> Audience:
        """As it was, where it is not asked about any more."""
        said, before = self.cleaned_data, self._before
        if "to" in self.fields or before is None:
            return Audience(
                AnnouncedTo(said["to"]), said["by_mail"], said.get("segment"), said.get("stage")
            )
        return Audience(AnnouncedTo(before.to), before.by_mail, before.segment, before.stage)

    def _offer(self, name: str, rows: Any) -> None:
        """Only where there are any: else nobody is asked about them."""
        field, to = self.fields[name], self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        assert isinstance(to, forms.ChoiceField)
        field.queryset = rows
        if rows.exists():
            self._audiences.append(AnnouncedTo(name))
        else:
            del self.fields[name]
        to.choices = [(one.value, one.label) for one in AnnouncedTo if one in self._audiences]


def _initial(announcement: Announcement | None) -> dict[str, Any]:
    if announcement is None:
        return {"to": AnnouncedTo.EVERYONE, "by_mail": True}
    names = ("title", "text", "to", "segment", "stage", "by_mail")
    return {name: getattr(announcement, name) for name in names}


class PublicationForm(MomentsForm):
    moments = ("appears",)

    when = forms.ChoiceField(
        label=gettext_lazy("When?"),
        choices=[(NOW, gettext_lazy("Now")), (LATER, gettext_lazy("At this moment:"))],
        widget=forms.RadioSelect,
    )
    appears = WallTimeField(label=gettext_lazy("It appears"), required=False)

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(board, data, initial={"when": NOW})

    def clean(self) -> dict[str, Any]:
        super().clean()
        asked = self.cleaned_data.get("when") == LATER
        if asked and not self.cleaned_data.get("appears") and not self.has_error("appears"):
            self.add_error("appears", _("Give the moment at which it is to appear."))
        return self.cleaned_data
