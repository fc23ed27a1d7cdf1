"""What staff type about people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.actions.entering import Provenance
from moderation.desk.forms.moments import MomentsForm, WallTimeField, as_typed
from moderation.desk.forms.segments import SegmentsForm
from participants.enums import AnswersAfterWithdrawal, Channel
from sessions.models import Board, Stage


class InvitationForm(SegmentsForm):
    """A person by hand."""

    use_required_attribute = False

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy(
            "Without one, staff enter what they say, or hand them a personal link."
        ),
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.offer_segments(board)


class MoreTimeForm(MomentsForm):
    moments = ("until",)

    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        label=gettext_lazy("For which stage?"),
        empty_label=gettext_lazy("Choose one"),
    )
    until = WallTimeField(label=gettext_lazy("They may answer until"))
    reason = forms.CharField(
        label=gettext_lazy("Why, for your records"), max_length=300, required=False
    )

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(board, data)
        stages = self.fields["stage"]
        assert isinstance(stages, forms.ModelChoiceField)
        stages.queryset = board.stages.order_by("position")


class WithdrawalForm(forms.Form):
    use_required_attribute = False

    answers = forms.ChoiceField(
        label=gettext_lazy("What happens to their answers?"),
        widget=forms.RadioSelect,
        choices=[
            (AnswersAfterWithdrawal.KEEP, gettext_lazy("They stay, under the pseudonym")),
            (
                AnswersAfterWithdrawal.REMOVE,
                gettext_lazy("Their words are removed for good; a line says that they withdrew"),
            ),
        ],
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")


class ProvenanceForm(MomentsForm):
    """How, when and where something was said that staff enter: `provenance()` gives it."""

    moments = ("said_at",)

    channel = forms.ChoiceField(
        label=gettext_lazy("How was it said?"),
        choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB],
        widget=forms.RadioSelect(attrs={"class": "choices--row"}),
    )
    said_at = WallTimeField(label=gettext_lazy("When was it said?"))
    source = forms.CharField(
        label=gettext_lazy("Where can it be looked up?"),
        help_text=gettext_lazy("For example: mail to the project's address. Name nobody here."),
        max_length=300,
    )

    def __init__(
        self,
        board: Board,
        now: datetime,
        data: Mapping[str, Any] | None = None,
        before: Mapping[str, Any] | None = None,
    ) -> None:
        """`before` is where something that is now corrected came from."""
        self._now = now
        initial = {"said_at": as_typed(now, board), **(before or {})}
        super().__init__(board, data, initial=initial, prefix="provenance")

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.is_settled("said_at") and self.instant("said_at") > self._now:
            self.add_error("said_at", _("That lies in the future."))
        return self.cleaned_data

    def provenance(self) -> Provenance:
        return Provenance(
            channel=Channel(self.cleaned_data["channel"]),
            said_at=self.instant("said_at"),
            source=self.cleaned_data["source"],
        )
