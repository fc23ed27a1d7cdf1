"""What staff write under a reply."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text import plain
from moderation.models import Note
from participants.kinds.base import LONGEST_TEXT
from participants.models import Reply

COMMENT, PROBE, PRIVATE_PROBE = "comment", "probe", "private probe"
LONGEST_THANKS = 500
LONGEST_REASON = 300


class WordsField(forms.CharField):
    """What somebody wrote, as it is kept: no blanks around it, and something in it."""

    def __init__(
        self, *, label: Any, help_text: Any = "", max_length: int = LONGEST_TEXT, rows: int = 4
    ) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            max_length=max_length,
            strip=False,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def clean(self, value: Any) -> str:
        kept = plain.clean(super().clean(value))
        if not plain.says_something(kept):
            raise ValidationError(_("Please write something here."))
        return kept


class DeskForm(forms.Form):
    """Errors stand beside the fields, and the browser does not get there first."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, label_suffix="", **options)


class SpeakForm(DeskForm):
    """A comment, or a probe that asks its author for more; private ones go to them alone."""

    manner = forms.ChoiceField(
        label=gettext_lazy("What is it?"), widget=forms.RadioSelect, initial=COMMENT
    )
    text = WordsField(label=gettext_lazy("Your words"))
    needs_reply = forms.BooleanField(
        label=gettext_lazy("Keep in mind until they have replied (for a question)"),
        required=False,
    )

    def __init__(
        self,
        reply: Reply,
        data: Mapping[str, Any] | None = None,
        *,
        wish: Note | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        manner = self.fields["manner"]
        assert isinstance(manner, forms.ChoiceField)
        manner.choices = _manners_for(wish, reply) if wish else _manners(reply)

    @property
    def is_probe(self) -> bool:
        return bool(self.cleaned_data["manner"] != COMMENT)

    @property
    def is_private(self) -> bool:
        return bool(self.cleaned_data["manner"] == PRIVATE_PROBE)


class ThanksForm(DeskForm):
    """It stands beside the box for one's own words: its field has an id of its own."""

    text = WordsField(label=gettext_lazy("Your thanks"), max_length=LONGEST_THANKS, rows=2)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        auto_id: str = "id_thanks_%s",
        **options: Any,
    ) -> None:
        super().__init__(data, auto_id=auto_id, **options)


class CorrectionForm(DeskForm):
    text = WordsField(label=gettext_lazy("Your words"), rows=6)


class RejectionForm(DeskForm):
    why = WordsField(
        label=gettext_lazy("Why is it not accepted?"),
        help_text=gettext_lazy("They read this beside what they wrote."),
        max_length=LONGEST_REASON,
        rows=2,
    )


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


def _manners_for(wish: Note, reply: Reply) -> list[tuple[str, str]]:
    """An observer reads no private exchange, so what they wished is asked in the open."""
    manners = [one for one in _manners(reply) if one[0] != COMMENT]
    if wish.author.reads_everything:
        return manners
    return [one for one in manners if one[0] != PRIVATE_PROBE]
