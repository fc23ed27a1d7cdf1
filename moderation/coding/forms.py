"""What analysts type into the codebook and beside a reply, and what hides words of one."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import override

from bulletin.text import plain
from moderation.models import Code
from participants.kinds.base import LONGEST_TEXT, WordsField
from sessions.models import Board

LONGEST_NAME = 100
OWN_WORDS = "own"


class CodeForm(forms.Form):
    """A code's name, what it means, and the code it stands under."""

    use_required_attribute = False

    name = WordsField(label=say("Name"), max_length=LONGEST_NAME)
    description = WordsField(
        label=say("What it means, and when it is given"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    parent = forms.ModelChoiceField(
        label=say("Stands under"),
        queryset=Code.objects.none(),
        required=False,
        empty_label=say("no other code"),
    )

    def __init__(
        self, board: Board, data: Mapping[str, Any] | None = None, code: Code | None = None
    ) -> None:
        initial = {name: getattr(code, name) for name in self.base_fields} if code else {}
        super().__init__(data, initial=initial, label_suffix="")
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        tops = Code.objects.current().filter(board=board, parent=None)
        parent.queryset = tops.exclude(pk=code.pk) if code else tops


class MergeForm(forms.Form):
    """The code that this one becomes part of."""

    use_required_attribute = False

    into = forms.ModelChoiceField(
        label=say("Merge it into"), queryset=Code.objects.none(), empty_label=say("choose a code")
    )

    def __init__(self, code: Code, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="", auto_id="merge_%s")
        into = self.fields["into"]
        assert isinstance(into, forms.ModelChoiceField)
        into.queryset = Code.objects.current().filter(board=code.board_id).exclude(pk=code.pk)


class CodingForm(forms.Form):
    """One analyst's codes of one reply, and a new one where none of them fits."""

    use_required_attribute = False

    codes = forms.MultipleChoiceField(
        label=say("Your codes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_code = WordsField(label=say("A new code"), max_length=LONGEST_NAME, required=False)

    def __init__(
        self,
        codes: Iterable[Code],
        data: Mapping[str, Any] | None = None,
        *,
        given: Iterable[UUID] = (),
        key: object = "",
    ) -> None:
        initial = {"codes": [str(code) for code in given]}
        super().__init__(data, initial=initial, label_suffix="", auto_id=f"coding-{key}-%s")
        self._codes = {str(code.pk): code for code in codes}
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _called(code)) for key, code in self._codes.items()]
        if not self._codes:
            del self.fields["codes"]

    @property
    def chosen(self) -> list[Code]:
        return [self._codes[key] for key in self.cleaned_data.get("codes", ())]


def _called(code: Code) -> str:
    above = code.stands_under
    return f"{above.name}: {code.name}" if above else code.name


class RedactionForm(forms.Form):
    """Words of a reply, and what is read in their place. `looked` is what was last looked at."""

    use_required_attribute = False

    phrase = forms.CharField(
        label=say("The words to hide"),
        help_text=say("Choose them in the text, or type them exactly as they stand there."),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 2, "data-words-chosen": ""}),
    )
    in_longer = forms.BooleanField(
        label=say("Also where they are part of a longer word"), required=False
    )
    reads = forms.ChoiceField(label=say("What is read there"), widget=forms.RadioSelect)
    own = WordsField(label=say("Words of your own"), max_length=100, required=False)
    looked = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, board: Board, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, label_suffix="")
        field = self.fields["reads"]
        assert isinstance(field, forms.ChoiceField)
        offered = _offered(board)
        field.choices = [
            *((words, words) for words in offered),
            (OWN_WORDS, _("Words of your own")),
        ]
        field.initial = offered[0]

    def clean_phrase(self) -> str:
        phrase = plain.clean(self.cleaned_data["phrase"])
        if not phrase:
            raise ValidationError(_("Please say which words."))
        return phrase

    def clean(self) -> None:
        typed = self.cleaned_data
        if typed.get("reads") == OWN_WORDS and not typed.get("own"):
            self.add_error("own", _("Please write what is read there."))
        elif typed.get("phrase") and typed["phrase"] in self.replacement:
            self.add_error("own", _("These are the words to hide themselves."))

    @property
    def replacement(self) -> str:
        reads = self.cleaned_data.get("reads", "")
        return str(self.cleaned_data.get("own", "") if reads == OWN_WORDS else reads)

    @property
    def what(self) -> str:
        """What would be hidden, for the page that has shown it to say so."""
        return f"{self.cleaned_data['in_longer']} {self.cleaned_data['phrase']}"

    @property
    def was_looked_at(self) -> bool:
        return bool(self.cleaned_data["looked"] == self.what)


def _offered(board: Board) -> list[str]:
    """In the language that the board is written in."""
    with override(board.language):
        return [_("[a colleague]"), _("[a place]"), _("[an organisation]")]
