"""What the group said, fed back: a vote on each statement, and what was missed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from bulletin.text import plain
from participants.enums import Vote
from participants.kinds.base import LONGEST_TEXT, AnswerForm, AnsweringKind, WordsField
from participants.kinds.charts import Bar, Chart, Given, Tally
from participants.kinds.content import AnswerContent, Fields, ValueContent, same_items
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionItem, QuestionVersion


def box_of(item: QuestionItem) -> str:
    return f"vote-{item.pk}"


class SummaryForm(AnswerForm):
    @property
    def statements(self) -> list[QuestionItem]:
        return items_of(self.version, ItemKind.STATEMENT)

    def boxes(self) -> dict[str, forms.Field]:
        boxes: dict[str, forms.Field] = {
            box_of(item): forms.ChoiceField(
                label=_("Does this ring true?"),
                choices=Vote.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please say whether this rings true to you.")},
            )
            for item in self.statements
        }
        question = self.version.settings.get("missed")
        if question:
            boxes["missed"] = WordsField(
                label=question,
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        return boxes

    def votes(self) -> list[tuple[QuestionItem, BoundField]]:
        return [(item, self[box_of(item)]) for item in self.statements]

    def clean_missed(self) -> str:
        words: str = self.cleaned_data["missed"]
        return words if plain.says_something(words) else ""

    def content(self) -> AnswerContent:
        return AnswerContent(
            text=self.cleaned_data.get("missed", ""),
            values=tuple(
                ValueContent(item=item, text=self.cleaned_data[box_of(item)])
                for item in self.statements
            ),
        )


class Summary(AnsweringKind):
    kind = Kind.SUMMARY
    form_class = SummaryForm
    is_closed = True

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        votes = {box_of(item): [value.text] for item, value in same_items(version, content)}
        return votes | {"missed": [content.text]}

    def lines(self, content: AnswerContent) -> list[str]:
        return [
            f"{value.item.heading or value.item.text}: {Vote(value.text).label}"
            for value in content.values
            if value.item
        ]

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        votes = Counter({(value.key, value.text): times for value, times in tally.given.items()})
        return tuple(
            Chart(
                title=item.heading or item.text,
                bars=tuple(
                    Bar(label=str(vote.label), count=votes[item.key, vote.value]) for vote in Vote
                ),
                out_of=sum(votes[item.key, vote.value] for vote in Vote),
                is_vote=True,
            )
            for item in items_of(version, ItemKind.STATEMENT)
        )

    def counted_by_row(
        self, version: QuestionVersion, given: Iterable[Given]
    ) -> Sequence[Sequence[Given]]:
        counted: defaultdict[str, list[Given]] = defaultdict(list)
        for value in given:
            counted[value.key].append(value)
        return [counted[item.key] for item in items_of(version, ItemKind.STATEMENT)]
