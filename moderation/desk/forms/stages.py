"""What a facilitator types about stages and the board's course."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from moderation.desk.forms.moments import MomentsForm, WallTimeField, as_typed
from sessions.actions.dating import DATES
from sessions.actions.errors import Refused
from sessions.enums import Opening
from sessions.models import Board, Stage
from sessions.rules import has_opened
from sessions.studio.placeholders import placeholders_in, refuse_to_let_out
from sessions.timetable.wall_time import WallTime


class DatesForm(MomentsForm):
    """A stage's dates; an opening that has come, or waits for each person's progress, is not
    among them."""

    moments = DATES

    opens = WallTimeField(label=_("Opens"))
    due = WallTimeField(label=_("Due"), required=False)
    closes = WallTimeField(label=_("Closes"), required=False)

    def __init__(
        self,
        stage: Stage,
        now: datetime,
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        self.stage = stage
        board = stage.board
        dates = {name: as_typed(getattr(stage, f"{name}_at"), board) for name in DATES}
        super().__init__(board, data, initial={**dates, **(initial or {})})
        empty = _("Left empty: when the board ends.")
        for name in ("due", "closes"):
            self.fields[name].help_text = f"{self.fields[name].help_text} {empty}"
        self._offer_opening(stage, now)

    def _offer_opening(self, stage: Stage, now: datetime) -> None:
        if has_opened(stage, now) or stage.opening == Opening.AFTER_PREVIOUS:
            del self.fields["opens"]
        elif stage.opening == Opening.BY_HAND:
            opens = self.fields["opens"]
            opens.required = False
            opens.help_text = f"{opens.help_text} {_('Left empty: when a facilitator opens it.')}"

    def moved(self) -> dict[str, WallTime | None]:
        """The dates that were typed anew, said in days where they were said in days before."""
        return {
            name: said_like(getattr(self.stage, name), self.wall_time(name), self.board.starts_on)
            for name in DATES
            if name in self.changed_data or f"{name}_fold" in self.changed_data
        }


class EndForm(MomentsForm):
    moments = ("ends",)

    ends = WallTimeField(label=_("The board ends"))

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(board, data, initial={"ends": as_typed(board.ends_at, board)})

    def moved(self) -> WallTime | None:
        """The end that was typed anew; None where it is the one there was."""
        if not self.has_changed():
            return None
        return said_like(self.board.ends, self.wall_time("ends"), self.board.starts_on)


class PauseForm(forms.Form):
    message = forms.CharField(
        label=_("What participants read while the board is paused"),
        help_text=_("Say why, and when it goes on, if you know."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    tell = forms.BooleanField(
        label=_("Tell everybody by mail, too"),
        help_text=_(
            "It is announced, with these words: name no participant in them, and quote nobody."
        ),
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get("tell") and not self.cleaned_data.get("message"):
            self.add_error("message", gettext("Say what is to be told."))
        try:
            refuse_to_let_out(placeholders_in([self.cleaned_data.get("message", "")]))
        except Refused as refused:
            self.add_error("message", str(refused))
        return self.cleaned_data


def said_like(before: WallTime | None, now: WallTime | None, starts_on: date) -> WallTime | None:
    """A date as a day of the board, where that is how the facilitator said it before."""
    if now is None or now.on is None or before is None or before.day is None:
        return now
    day = (now.on - starts_on).days + 1
    return replace(now, day=day, on=None) if day >= 1 else now
