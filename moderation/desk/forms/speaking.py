"""What staff write under a reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text import plain
from participants.kinds.base import LONGEST_TEXT
from participants.models import Reply

COMMENT, PROBE, PRIVATE_PROBE = "comment", "probe", "private probe"


class SpeakForm(forms.Form):
    """A comment, or a probe that asks its author for more; private ones go to them alone."""

    use_required_attribute = False

    manner = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect, initial=COMMENT
    )
    text = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=LONGEST_TEXT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    needs_reply = forms.BooleanField(
        label=gettext_lazy("Keep in mind until they have replied (for a question)"),
        required=False,
    )

    def __init__(self, reply: Reply, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        manner = self.fields["manner"]
        assert isinstance(manner, forms.ChoiceField)
        manner.choices = _manners(reply)

    def clean_text(self) -> str:
        kept = plain.clean(self.cleaned_data["text"])
        if not plain.says_something(kept):
            raise ValidationError(_("Please write something here."))
        return kept


def _manners(reply: Reply) -> list[tuple[str, str]]:
    """Under a private exchange everything is private; under staff's words nobody is asked."""
    if reply.participant_id is None:
        return [(COMMENT, _("A comment"))]
    if reply.private_to_id:
        return [
            (COMMENT, _("A comment, between them and staff")),
            (PROBE, _("A question to them, between them and staff")),
        ]
    return [
        (COMMENT, _("A comment, for everyone who may read this")),
        (PROBE, _("A question to them, for everyone who may read this")),
        (PRIVATE_PROBE, _("A private question, between them and staff")),
    ]
