"""Marks on a picture, each at its place, with what it means and a comment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.media.looks import Place
from bulletin.media.models import MediaFile
from participants.kinds.base import LONGEST_OTHER, AnswerForm, AnsweringKind, WordsField
from participants.kinds.content import AnswerContent, Fields, ValueContent, by_place
from participants.kinds.pressing import PARTS, WIDTH, marks_in, rearranged
from participants.kinds.sheets import Marked, Sheet, percent, sheet_over, thousandths
from participants.models import ReplyVersion
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import QuestionItem, QuestionVersion


@dataclass(frozen=True, slots=True)
class MarkBoxes:
    """The boxes of one mark: `where` it is, and `what` is said of it. One that `is_wanted_only`
    stands there because so many are asked for; the others somebody has put."""

    number: int
    where: Sequence[forms.BoundField]
    what: Sequence[forms.BoundField]
    is_placed: bool
    is_wanted_only: bool

    @property
    def is_untouched(self) -> bool:
        """Nobody has said anything of it yet; nor has anybody been told that it is missing."""
        boxes = [*self.where, *self.what]
        return self.is_wanted_only and not any(box.value() or box.errors for box in boxes)

    @property
    def shows_numbers(self) -> bool:
        return not self.is_placed or any(box.errors for box in self.where)


class AnnotateForm(AnswerForm):
    def look_over(self, data: Mapping[str, object] | None, initial: Fields) -> None:
        there = marks_in(data if data is not None else initial)
        self.number: int = max(there, self.version.settings["least"])

    @property
    def picture(self) -> MediaFile | None:
        return self._picture.picture

    @property
    def alternative(self) -> str:
        return self._picture.text

    @property
    def _picture(self) -> QuestionItem:
        (picture,) = items_of(self.version, ItemKind.PICTURE)
        return picture

    @property
    def _kinds(self) -> list[QuestionItem]:
        return items_of(self.version, ItemKind.MARK)

    @property
    def most(self) -> int:
        return int(self.version.settings["most"])

    @property
    def takes_more(self) -> bool:
        return self.number < self.most

    def boxes(self) -> dict[str, forms.Field]:
        return {
            f"mark-{mark}-{part}": field
            for mark in range(self.number)
            for part, field in self._boxes_of_one().items()
        }

    def _boxes_of_one(self) -> dict[str, forms.Field]:
        boxes: dict[str, forms.Field] = {
            "across": _place(_("Across, in percent from the left")),
            "down": _place(_("Down, in percent from the top")),
        }
        if self._kinds:
            boxes["kind"] = forms.ChoiceField(
                label=_("What it means"),
                choices=[(str(one.pk), one.text) for one in self._kinds],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one.")},
            )
        if self.version.settings["comments"]:
            boxes["comment"] = WordsField(
                label=_("Comment"),
                max_length=LONGEST_OTHER,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        return boxes

    def marks(self) -> Iterator[MarkBoxes]:
        placed = {pin.number for pin in self.sheet.pins} if self.sheet else set()
        for mark in range(self.number):
            where, what = (
                [self[name] for part in parts if (name := f"mark-{mark}-{part}") in self.fields]
                for parts in (PARTS[:2], PARTS[2:])
            )
            yield MarkBoxes(
                number=mark + 1,
                where=where,
                what=what,
                is_placed=mark + 1 in placed,
                is_wanted_only=mark < self.version.settings["least"],
            )

    @property
    def is_untouched(self) -> bool:
        """Nothing is said of any mark, so that only the picture is there to go on from."""
        return all(mark.is_untouched for mark in self.marks())

    @property
    def sheet(self) -> Sheet | None:
        """Of the marks that are somewhere; None where there is no picture."""
        if self.picture is None:
            return None
        places = [
            (mark + 1, self._at(mark, "across"), self._at(mark, "down"))
            for mark in range(self.number)
        ]
        placed = [
            (number, across, down)
            for number, across, down in places
            if across is not None and down is not None
        ]
        return sheet_over(self.picture, placed)

    def _at(self, mark: int, part: str) -> int | None:
        name = f"mark-{mark}-{part}"
        try:
            return thousandths(self.fields[name].clean(self[name].value()))
        except forms.ValidationError:
            return None

    @property
    def touched(self) -> int:
        """The mark that was put there last, as far as can be told."""
        placed = [pin.number for pin in self.sheet.pins] if self.sheet else []
        is_new = self.number > self.version.settings["least"] and self.number not in placed
        return self.number if is_new else max(placed, default=1)

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def shown_height(self) -> int:
        assert self.picture is not None
        return round(WIDTH * (self.picture.height or 1) / (self.picture.width or 1))

    def clean(self) -> None:
        if self.number > self.most:
            self.add_error(None, _("These are more marks than are asked for. Please remove some."))

    def content(self) -> AnswerContent:
        kinds = {str(one.pk): one for one in self._kinds}
        said = self.cleaned_data
        return AnswerContent(
            text="",
            values=tuple(
                ValueContent(
                    kinds.get(said.get(f"mark-{mark}-kind", "")),
                    place=mark + 1,
                    file=self._picture.picture_id,
                    across=thousandths(said[f"mark-{mark}-across"]),
                    down=thousandths(said[f"mark-{mark}-down"]),
                    text=said.get(f"mark-{mark}-comment", ""),
                )
                for mark in range(self.number)
            ),
        )


class Annotate(AnsweringKind):
    kind = Kind.ANNOTATE
    form_class = AnnotateForm
    shows_beside = True

    @property
    def asks_with(self) -> tuple[str, ...]:
        return ("items__picture",)

    def rearranged(self, version: QuestionVersion, posted: QueryDict) -> QueryDict:
        return rearranged(version, posted)

    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        now_offered = {one.key: str(one.pk) for one in items_of(version, ItemKind.MARK)}
        marks = sorted((one for one in content.values if one.place), key=lambda one: one.place or 0)
        fields: Fields = {}
        for mark, one in enumerate(marks):
            fields[f"mark-{mark}-across"] = [percent(one.across)]
            fields[f"mark-{mark}-down"] = [percent(one.down)]
            fields[f"mark-{mark}-kind"] = [now_offered.get(one.item.key, "") if one.item else ""]
            fields[f"mark-{mark}-comment"] = [one.text]
        return fields

    def beside(self, version: ReplyVersion, slug: str, place: Place) -> SafeString:
        marks = by_place(version)
        if not marks:
            return SafeString()
        file = marks[0].file
        places = [(one.place or 0, one.across or 0, one.down or 0) for one in marks]
        context = {
            "marks": [Marked.of(one) for one in marks],
            "file": file,
            "sheet": sheet_over(file, places) if file else None,
            "slug": slug,
            "place": place,
        }
        return render_to_string("participants/_marks.html", context)


def _place(label: str) -> forms.Field:
    widget = forms.NumberInput(attrs={"inputmode": "decimal", "class": "field__short"})
    return forms.DecimalField(
        label=label,
        min_value=0,
        max_value=100,
        decimal_places=1,
        widget=widget,
        error_messages={"required": _("Please say where, or remove this mark.")},
    )
