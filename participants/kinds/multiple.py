"""Several options, between a least and a most; an exclusive one stands alone."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.kinds.base import OTHER, AnsweringKind
from participants.kinds.charts import Chart, Tally
from participants.kinds.choices import Boxes, ChoicesForm, chosen_lines, count_of_choices
from participants.kinds.content import AnswerContent, Fields, other_words, same_items
from sessions.enums import Kind
from sessions.models import QuestionItem, QuestionVersion


class MultipleForm(ChoicesForm):
    def boxes(self) -> dict[str, forms.Field]:
        boxes = Boxes()
        boxes.alone = frozenset(str(item.pk) for item in self.alone)
        choices = forms.MultipleChoiceField(
            label=_("Your choices"),
            choices=self.labelled_options(),
            widget=self.with_pictures(boxes),
            help_text=self.limits(),
            error_messages={"required": _("Please choose at least one.")},
        )
        return {"choices": choices} | self.box_for_other()

    @property
    def least(self) -> int:
        return self.version.settings.get("min_choices") or 1

    @property
    def most(self) -> int | None:
        most: int | None = self.version.settings.get("max_choices")
        return most

    @property
    def alone(self) -> list[QuestionItem]:
        return [item for item in self.options if item.exclusive]

    def limits(self) -> str:
        """How many, and what cannot be chosen together with others."""
        says = _("“%(option)s” cannot be combined with others.")
        alone = [says % {"option": item.text} for item in self.alone]
        return " ".join(filter(None, (self.how_many(), *alone)))

    def how_many(self) -> str:
        if self.most is None:
            return "" if self.least == 1 else _("At least %(least)d.") % {"least": self.least}
        if self.least == self.most:
            return _("Exactly %(most)d.") % {"most": self.most}
        if self.least == 1:
            return _("Up to %(most)d.") % {"most": self.most}
        return _("%(least)d to %(most)d.") % {"least": self.least, "most": self.most}

    def clean_choices(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["choices"]
        self._check_number(len(chosen))
        alone = [item for item in self.alone if str(item.pk) in chosen]
        if alone and len(chosen) > 1:
            raise forms.ValidationError(
                _("“%(option)s” cannot be chosen together with others."),
                params={"option": alone[0].text},
            )
        return chosen

    def _check_number(self, number: int) -> None:
        if number < self.least:
            raise forms.ValidationError(
                ngettext(
                    "Please choose at least %(least)d.",
                    "Please choose at least %(least)d.",
                    self.least,
                ),
                params={"least": self.least},
            )
        if self.most is not None and number > self.most:
            raise forms.ValidationError(
                _("You have chosen %(number)d. Please keep no more than %(most)d."),
                params={"number": number, "most": self.most},
            )

    def clean(self) -> None:
        if self.offers_other and "choices" in self.cleaned_data:
            self.check_other(chosen=OTHER in self.cleaned_data["choices"])

    def content(self) -> AnswerContent:
        return self.content_of_choices(self.cleaned_data["choices"])


class Multiple(AnsweringKind):
    kind = Kind.MULTIPLE
    form_class = MultipleForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        chosen = [str(item.pk) for item, _value in same_items(version, content)]
        words = other_words(content)
        return {"choices": [*chosen, OTHER], "other": [words]} if words else {"choices": chosen}

    def lines(self, content: AnswerContent) -> list[str]:
        return chosen_lines(content)

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        return count_of_choices(version, tally)
