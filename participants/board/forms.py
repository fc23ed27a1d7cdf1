"""A comment, a call for staff, passing a question over, and taking one's leave."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from participants import rules
from participants.enums import AnswersAfterWithdrawal, WhySkipped
from participants.kinds.base import LONGEST_TEXT, WordsField, prose
from participants.kinds.content import Fields
from participants.models import Reply, Skip
from participants.web import Visit

LONGEST_WHY = 2000
LONGEST_SEARCH = 200


class CommentForm(forms.Form):
    """Words under a post; each post's box has ids of its own on the page.

    `is_quoting_what_stands` says whether what was to be quoted still reads as it did.
    """

    use_required_attribute = False
    is_quoting_what_stands = True

    def __init__(
        self, parent: Reply, data: QueryDict | None = None, *, fields: Fields | None = None
    ) -> None:
        super().__init__(
            data,
            initial={"text": (fields or {}).get("text", [""])[0]},
            auto_id=f"comment-{parent.pk}-%s",
            label_suffix="",
        )
        self.fields["text"] = WordsField(
            label=_("Your reply"),
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 3}),
            error_messages={"required": _("Please write something here. One word is enough.")},
        )

    def clean_text(self) -> str:
        if not self.is_quoting_what_stands:
            raise ValidationError(
                _(
                    "What you wanted to quote was changed or taken away meanwhile, and is no longer"
                    " quoted. Please look at your reply again, then send it."
                )
            )
        return prose(self.cleaned_data["text"], prompt="")


class SearchForm(forms.Form):
    """Words to look for, as they are typed into a search engine."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["q"] = WordsField(
            label=_("Search this board"),
            max_length=LONGEST_SEARCH,
            widget=forms.TextInput(attrs={"type": "search"}),
        )


class HelpForm(forms.Form):
    """Words to staff."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["text"] = WordsField(
            label=_("What can we help you with?"),
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 5}),
            error_messages={"required": _("Please write something here. One word is enough.")},
        )

    def clean_text(self) -> str:
        return prose(self.cleaned_data["text"], prompt="")


class ReportForm(forms.Form):
    """Why a post should be looked at, as far as one likes to say."""

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["why"] = WordsField(
            label=_("Why should staff look at it?"),
            max_length=LONGEST_WHY,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )


class SkipForm(forms.Form):
    """Why a question is passed over, as far as one likes to say: nothing here is required."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="", auto_id="skip-%s")
        self.fields["why"] = forms.ChoiceField(
            label=_("Why?"),
            choices=WhySkipped.choices,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields["reason"] = WordsField(
            label=_("In your own words"),
            max_length=Skip._meta.get_field("reason").max_length,
            required=False,
        )

    @property
    def why(self) -> WhySkipped | None:
        """After `is_valid()`."""
        chosen = self.cleaned_data["why"]
        return WhySkipped(chosen) if chosen else None


class WithdrawalForm(forms.Form):
    """What becomes of the answers, as the board offers it; and that it is meant."""

    use_required_attribute = False

    def __init__(self, visit: Visit, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.offered = rules.withdrawal_choices(visit.board, visit.now)
        if len(self.offered) > 1:
            self.fields["answers"] = forms.ChoiceField(
                label=_("What should become of what you have written?"),
                choices=[(choice.value, choice.label) for choice in self.offered],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one.")},
            )
        self.fields["sure"] = forms.BooleanField(
            label=_("Yes, I want to stop taking part."),
            error_messages={"required": _("Please tick this box if you want to stop.")},
        )

    @property
    def answers(self) -> AnswersAfterWithdrawal:
        """The choice, the only one where the board offers no other; after `is_valid()`."""
        return AnswersAfterWithdrawal(self.cleaned_data.get("answers", self.offered[0]))
