"""What a facilitator types about a stage, and about a question that is hidden."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.desk.forms.stages import DatesForm
from moderation.studio.forms.seen import ProseField, SeenTextsForm
from participants.kinds.base import WordsField
from sessions.enums import Opening
from sessions.models import Stage
from sessions.rules import has_opened
from sessions.script.scalars import LONGEST_LINE
from sessions.studio.actions.stages import StageRules
from sessions.studio.surroundings import Surroundings
from sessions.timetable.wall_time import WallTime

LONGEST_REASON = 300


class StageForm(SeenTextsForm):
    title = WordsField(label=_("Title"), max_length=LONGEST_LINE)
    introduction = ProseField(
        label=_("Introduction"),
        help_text=_("In Markdown. Participants read it above the stage's questions."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, stage: Stage | None = None) -> None:
        initial = {name: getattr(stage, name) for name in self.base_fields} if stage else {}
        prefix = f"s-{stage.pk}-%s" if stage else "id_%s"
        super().__init__(data, initial=initial, auto_id=prefix, label_suffix="")
        self.remember(initial)


class StageRulesForm(DatesForm):
    """All that a script says of a stage besides its texts: how and when it opens, when it is due
    and closes, in which order it is answered, for whom it is and what it is called.

    Beside it stands, unseen, what all of it was when the page was opened: what somebody left alone
    stays as it is by now, and where two change the same, the second is shown both.
    """

    field_order = ("opening", "opens", "due", "closes", "in_order", "segments", "key")

    opening = forms.ChoiceField(
        label=_("How it opens"), choices=Opening.choices, widget=forms.RadioSelect
    )
    in_order = forms.BooleanField(
        label=_("Its questions are answered in order, one after the other"), required=False
    )
    segments = forms.MultipleChoiceField(
        label=_("For whom it is"),
        help_text=_("Nothing chosen: for everyone."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    key = forms.CharField(
        label=_("Name"),
        help_text=_("What transcripts and the script call it: small letters, digits, hyphens."),
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        stage: Stage,
        around: Surroundings,
        now: datetime,
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.around = around
        held = stage.segments.select_related("segment_set")
        initial = {
            "opening": stage.opening,
            "in_order": stage.in_order,
            "segments": [f"{one.segment_set.key}={one.value}" for one in held],
            "key": stage.key,
        }
        super().__init__(stage, now, data, initial=initial)
        if around.segments:
            self._choices("segments").choices = [
                (f"{key}={value}", f"{key}: {value}") for key, value in around.segments
            ]
        else:
            del self.fields["segments"]
        if stage.board.is_launched(now):
            del self.fields["key"]
        self.there = {
            name: _plain(self.initial[name]) for name in self.fields if name in self.initial
        }
        self.left_alone: set[str] = set()
        self.initial["seen"] = json.dumps(self.there)

    def _offer_opening(self, stage: Stage, now: datetime) -> None:
        if has_opened(stage, now):
            del self.fields["opening"], self.fields["opens"]
            return
        opens = self.fields["opens"]
        opens.required = False
        opens.help_text = f"{opens.help_text} {_('For a stage that opens at a date.')}"
        if stage.pk == self.around.stages[0].pk:
            self._choices("opening").choices = [
                choice for choice in Opening.choices if choice[0] != Opening.AFTER_PREVIOUS
            ]

    def _choices(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        return field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._keep_what_others_changed()
        lacks_date = cleaned.get("opening") == Opening.BY_DATE and not cleaned.get("opens")
        if lacks_date and not self.has_error("opens"):
            self.add_error("opens", _("Say when it opens, or choose another way to open it."))
        return cleaned

    def _keep_what_others_changed(self) -> None:
        seen, overtaken = _read(self.cleaned_data.get("seen", "")), []
        for name, there in self.there.items():
            if name not in self.cleaned_data or seen.get(name, there) == there:
                continue
            typed = _plain(self.cleaned_data[name])
            if typed == seen[name]:
                self.left_alone.add(name)
                self.cleaned_data[name] = self.initial[name]
            elif typed != there:
                overtaken.append(name)
        if overtaken:
            self._complain(overtaken)

    def _complain(self, overtaken: list[str]) -> None:
        """Sent again, what was typed here stands."""
        sent = {name: self[name].data for name in self.fields}
        kept = {name: self.there[name] for name in self.left_alone}
        self.data = sent | kept | {"seen": self.initial["seen"]}
        words = _("Somebody changed this meanwhile. Now it is: %(now)s. Save again for yours.")
        for name in overtaken:
            self.add_error(name, words % {"now": self._said(name)})

    def _said(self, name: str) -> str:
        there = self.there[name]
        if name == "opening":
            return str(Opening(there).label)
        said = ", ".join(there) if isinstance(there, list) else str(there).replace("T", " ")
        return said or str(_("nothing"))

    def moved(self) -> dict[str, WallTime | None]:
        """An opening counts only where it is by date."""
        moved = super().moved()
        for name in self.left_alone:
            moved.pop(name, None)
        if self.cleaned_data.get("opening", Opening.BY_DATE) != Opening.BY_DATE:
            moved.pop("opens", None)
        return moved

    def rules(self) -> StageRules:
        typed, stage = self.cleaned_data, self.stage
        named = [tuple(one.partition("=")[::2]) for one in typed.get("segments", ())]
        return StageRules(
            key=typed.get("key", stage.key),
            opening=Opening(typed.get("opening", stage.opening)),
            in_order=typed["in_order"],
            segments=frozenset(self.around.segments[key, value] for key, value in named),
        )


def _plain(value: Any) -> Any:
    """What a box holds, as JSON can hold it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M}"
    return sorted(value) if isinstance(value, list) else value or ""


def _read(seen: str) -> dict[str, Any]:
    """Nothing where it is not what a page has sent."""
    try:
        read = json.loads(seen)
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


class HidingForm(forms.Form):
    use_required_attribute = False

    why = WordsField(
        label=_("Why is it hidden?"),
        help_text=_("Staff and transcripts read it; participants do not."),
        max_length=LONGEST_REASON,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
