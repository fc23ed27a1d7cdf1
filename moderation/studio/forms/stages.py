"""What a facilitator types about a stage, and about a question that is hidden."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.studio.forms.seen import ProseField, SeenTextsForm
from participants.kinds.base import WordsField
from sessions.models import Stage
from sessions.script.scalars import LONGEST_LINE

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


class HidingForm(forms.Form):
    use_required_attribute = False

    why = WordsField(
        label=_("Why is it hidden?"),
        help_text=_("Staff and transcripts read it; participants do not."),
        max_length=LONGEST_REASON,
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
