"""The page of what came of a board, with its one question."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.text import plain
from participants.enums import Vote
from participants.kinds.base import LONGEST_TEXT, WordsField
from participants.models import Findings, Verdict
from participants.web import Visit


class VerdictForm(forms.Form):
    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=Vote.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one of these.")},
    )
    words = WordsField(
        label=gettext_lazy("What is right, what is not, or what is missing?"),
        help_text=gettext_lazy("If you like. Only those who run this board read it."),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, given: Verdict | None, data: Mapping[str, Any] | None = None) -> None:
        initial = {"verdict": given.verdict, "words": given.words} if given else {}
        super().__init__(data, initial=initial, label_suffix="")

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        return words if plain.says_something(words) else ""


def findings_for(visit: Visit) -> Findings | None:
    """None before they are sent, and for whoever has not contributed."""
    if not visit.board.has_ended(visit.now):
        return None
    readable = Findings.objects.readable_to(visit.participant, now=visit.now)
    return readable.select_related("document").first()


def given_by(visit: Visit, findings: Findings) -> Verdict | None:
    return Verdict.objects.filter(findings=findings, participant=visit.participant).first()


def thanks_for(given: Verdict) -> str:
    return _("Thank you. You said: %(verdict)s.") % {"verdict": Vote(given.verdict).label}
