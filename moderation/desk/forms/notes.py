"""What staff write to each other in the back room, and the questions they have ready."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.desk.forms.speaking import LONGEST_REASON, DeskForm, WordsField
from moderation.desk.guide import published_questions
from moderation.desk.prepared import PLACES, unknown_places
from moderation.web import Desk
from sessions.models import Question

LONGEST_NOTE = 2000
LONGEST_PREPARED = 2000


class NoteForm(DeskForm):
    """An observer's note is for everyone in the back room, so they are asked nothing about it."""

    text = WordsField(label=gettext_lazy("Your note"), max_length=LONGEST_NOTE)
    for_observers = forms.BooleanField(
        label=gettext_lazy("Observers who may read the post read this too"), required=False
    )
    wants_probe = forms.BooleanField(
        label=gettext_lazy("I wish that a moderator asks about this, in their own words"),
        required=False,
    )

    def __init__(
        self,
        desk: Desk,
        data: Mapping[str, Any] | None = None,
        *,
        may_wish: bool,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        if desk.member.is_observer:
            del self.fields["for_observers"]
        if not may_wish:
            del self.fields["wants_probe"]

    @property
    def is_for_observers(self) -> bool:
        return bool(self.cleaned_data.get("for_observers"))

    @property
    def is_wish(self) -> bool:
        return bool(self.cleaned_data.get("wants_probe"))


class DeclineForm(DeskForm):
    why = WordsField(
        label=gettext_lazy("Why is it not asked?"),
        help_text=gettext_lazy("Whoever wished it reads this."),
        max_length=LONGEST_REASON,
        rows=2,
    )


class QuestionField(forms.ModelChoiceField[Question]):
    def label_from_instance(self, question: Question) -> str:
        return Truncator(question.wording.prompt).chars(80)


class PreparedForm(DeskForm):
    """A question to have ready; what stands in braces is filled when it is used."""

    text = WordsField(label=gettext_lazy("The question"), max_length=LONGEST_PREPARED, rows=3)
    question = QuestionField(
        label=gettext_lazy("Where is it offered?"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=gettext_lazy("Under every question"),
    )

    def __init__(self, desk: Desk, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        where = self.fields["question"]
        assert isinstance(where, forms.ModelChoiceField)
        where.queryset = published_questions(desk)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if unknown := unknown_places(text):
            raise ValidationError(
                _("Nothing fills %(place)s. These are filled: %(known)s.")
                % {"place": ", ".join(unknown), "known": ", ".join(PLACES)}
            )
        return text
