"""Options put in order: each gets a place of its own."""

from collections import Counter, defaultdict
from statistics import mean

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from bulletin.media.looks import Look
from participants.kinds.base import AnswerForm, AnsweringKind
from participants.kinds.charts import Bar, Chart, Tally
from participants.kinds.content import AnswerContent, Fields, ValueContent, same_items
from participants.kinds.order import in_order_for
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionItem, QuestionVersion


def box_of(item: QuestionItem) -> str:
    return f"rank-{item.pk}"


class RankingForm(AnswerForm):
    @property
    def options(self) -> list[QuestionItem]:
        return in_order_for(self.participant, self.version, items_of(self.version, ItemKind.OPTION))

    def boxes(self) -> dict[str, forms.Field]:
        options = self.options
        places = [("", "-"), *((str(n), str(n)) for n in range(1, len(options) + 1))]
        return {
            box_of(item): forms.TypedChoiceField(
                label=item.text,
                choices=places,
                coerce=int,
                error_messages={"required": _("Please give this one a place.")},
            )
            for item in options
        }

    def boxes_in_order(self) -> list[tuple[BoundField, Look | None]]:
        """As ranked so far, the unplaced ones after them: the list that one moves up and down.

        Each with its picture, where it has one.
        """
        looks = {box_of(item): self.look_of(item) for item in self.options}
        boxes = list(self)
        places = {str(number): number for number in range(1, len(boxes) + 1)}

        def place(box: BoundField) -> int:
            return places.get(str(box.value()), len(boxes) + 1)

        return [(box, looks[box.name]) for box in sorted(boxes, key=place)]

    def clean(self) -> None:
        taken = Counter(self.cleaned_data.values())
        twice = sorted(place for place, times in taken.items() if times > 1)
        if twice:
            raise forms.ValidationError(
                _("Each place can be given once; %(place)d is used more than once."),
                params={"place": twice[0]},
            )

    def content(self) -> AnswerContent:
        return AnswerContent(
            text="",
            values=tuple(
                ValueContent(item=item, number=self.cleaned_data[box_of(item)])
                for item in items_of(self.version, ItemKind.OPTION)
            ),
        )


class Ranking(AnsweringKind):
    kind = Kind.RANKING
    form_class = RankingForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        return {box_of(item): [str(value.number)] for item, value in same_items(version, content)}

    def lines(self, content: AnswerContent) -> list[str]:
        ranked = sorted(content.values, key=lambda value: value.number or 0)
        return [f"{value.number}. {value.item.text}" for value in ranked if value.item]

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        """For each option, how many put it first, and its mean place; the best placed first.

        The mean is over those who placed it: an option that came with a later wording was not
        everybody's to place.
        """
        placed: defaultdict[str, Counter[int]] = defaultdict(Counter)
        for value, times in tally.given.items():
            placed[value.key][value.number or 0] += times
        means = {
            item: mean(list(placed[item.key].elements())) if placed[item.key] else None
            for item in items_of(version, ItemKind.OPTION)
        }
        options = sorted(means, key=lambda item: (means[item] is None, means[item]))
        return (
            Chart(
                bars=tuple(Bar(item.text, placed[item.key][1]) for item in options),
                out_of=tally.answers,
                title=_("Put first by"),
                means=tuple(means[item] for item in options),
            ),
        )
