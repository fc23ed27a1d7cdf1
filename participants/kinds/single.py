"""One option, or words of one's own where the question offers "other"."""

from django import forms
from django.utils.translation import gettext as _

from participants.kinds.base import OTHER, AnsweringKind
from participants.kinds.charts import Chart, Tally
from participants.kinds.choices import ChoicesForm, Radios, chosen_lines, count_of_choices
from participants.kinds.content import AnswerContent, Fields, other_words, same_items
from sessions.enums import Kind
from sessions.models import QuestionVersion


class SingleForm(ChoicesForm):
    def boxes(self) -> dict[str, forms.Field]:
        choice = forms.ChoiceField(
            label=_("Your choice"),
            choices=self.labelled_options(),
            widget=self.with_pictures(Radios()),
            error_messages={"required": _("Please choose one.")},
        )
        return {"choice": choice} | self.box_for_other()

    def clean(self) -> None:
        if self.offers_other and "choice" in self.cleaned_data:
            self.check_other(chosen=self.cleaned_data["choice"] == OTHER)

    def content(self) -> AnswerContent:
        return self.content_of_choices([self.cleaned_data["choice"]])


class Single(AnsweringKind):
    kind = Kind.SINGLE
    form_class = SingleForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        words = other_words(content)
        if words:
            return {"choice": [OTHER], "other": [words]}
        return {"choice": [str(item.pk) for item, _value in same_items(version, content)]}

    def lines(self, content: AnswerContent) -> list[str]:
        return chosen_lines(content)

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        return count_of_choices(version, tally)
