"""What one choice and several choices share: options, "other" with its words, counting."""

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from bulletin.media.looks import Look
from bulletin.text import plain
from participants.kinds.base import LONGEST_OTHER, OTHER, AnswerForm, WordsField
from participants.kinds.charts import Bar, Chart, Tally
from participants.kinds.content import AnswerContent, ValueContent
from participants.kinds.order import in_order_for
from sessions.enums import ItemKind
from sessions.kinds.base import items_of
from sessions.models import QuestionItem, QuestionVersion


class _Pictured(forms.widgets.ChoiceWidget):
    """Choices of which some have a picture beside them, in the language of the guide."""

    looks: Mapping[str, Look | None] = {}
    speaks = ""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        return super().create_option(name, value, *rest, **more) | {
            "look": self.looks.get(str(value)),
            "speaks": self.speaks if value != OTHER else "",
        }


class Radios(_Pictured, forms.RadioSelect):
    pass


class Boxes(_Pictured, forms.CheckboxSelectMultiple):
    """Those that `alone` names clear the others as they are chosen."""

    alone: AbstractSet[str] = frozenset()

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *rest, **more)
        if str(value) in self.alone:
            option["attrs"]["data-alone"] = True
        return option


class ChoicesForm(AnswerForm):
    """Options in this person's order; "other" always last, with a box for its words."""

    @property
    def options(self) -> list[QuestionItem]:
        return in_order_for(self.participant, self.version, items_of(self.version, ItemKind.OPTION))

    @property
    def offers_other(self) -> bool:
        return bool(self.version.settings.get("other"))

    def with_pictures(self, widget: _Pictured) -> _Pictured:
        widget.speaks = self.speaks
        widget.looks = {str(item.pk): self.look_of(item) for item in self.options}
        return widget

    def labelled_options(self) -> list[tuple[str, str]]:
        listed = [(str(item.pk), item.text) for item in self.options]
        return [*listed, (OTHER, _("Other"))] if self.offers_other else listed

    def box_for_other(self) -> dict[str, forms.Field]:
        if not self.offers_other:
            return {}
        return {
            "other": WordsField(
                label=_("Other, in your own words"),
                max_length=LONGEST_OTHER,
                required=False,
                # While nothing is typed the style sheet can tell by it.
                widget=forms.TextInput(attrs={"placeholder": " "}),
            )
        }

    def check_other(self, *, chosen: bool) -> None:
        """Add an error where "other" is chosen without words, or has words without being chosen."""
        words = self.cleaned_data.get("other", "")
        if chosen and not plain.says_something(words):
            self.add_error("other", _("Please say what the other one is."))
        elif words and not chosen:
            self.add_error(
                "other", _("To count these words, choose “Other” as well, or empty this box.")
            )

    def content_of_choices(self, chosen: Sequence[str]) -> AnswerContent:
        picked = set(chosen)
        values = [
            ValueContent(item=item)
            for item in items_of(self.version, ItemKind.OPTION)
            if str(item.pk) in picked
        ]
        if OTHER in picked:
            values.append(ValueContent(item=None, text=self.cleaned_data["other"]))
        return AnswerContent(text="", values=tuple(values))


def chosen_lines(content: AnswerContent) -> list[str]:
    """Each chosen option, then the words of "other"."""
    return [value.item.text if value.item else value.text for value in content.values]


def count_of_choices(version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
    """How many chose each option; the words of "other" in no order that would tell whose."""
    chosen: Counter[str] = Counter()
    for value, times in tally.given.items():
        chosen[value.key] += times
    bars = [
        Bar(label=item.text, count=chosen[item.key]) for item in items_of(version, ItemKind.OPTION)
    ]
    own = Counter({value.text: times for value, times in tally.given.items() if not value.key})
    words = sorted(own.elements())
    if version.settings.get("other"):
        bars.append(Bar(label=_("Other"), count=len(words)))
    return (Chart(bars=tuple(bars), out_of=tally.answers, words=tuple(words)),)
