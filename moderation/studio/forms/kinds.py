"""Per kind, what is typed besides what every question has."""

from dataclasses import replace
from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.studio.forms.base import (
    AnsweredForm,
    FlagField,
    QuestionForm,
    Rows,
    TypedField,
    number,
    prose,
)
from moderation.studio.forms.routes import as_chosen, as_routed
from sessions.enums import Every, FileSort, Kind
from sessions.models import Question
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed

_KEEPS_PLACE = _("keeps its place when shuffled")
_CLEARS = _("clears the others")


class DiaryForm(AnsweredForm):
    entries = TypedField(
        label=_("How many answers one person gives"),
        help_text=_("More than one makes it a diary."),
        required=False,
        widget=number(),
    )
    every = forms.ChoiceField(
        label=_("When the entries of a diary come"),
        choices=[("", _("When one likes, one after the other")), *Every.choices],
        required=False,
    )


class TextForm(DiaryForm):
    kind = Kind.TEXT
    own = ("min_words", "required")

    min_words = TypedField(
        label=_("Words that are hoped for"),
        help_text=_("A nudge to write more, never a refusal."),
        required=False,
        widget=number(),
    )


class FileForm(DiaryForm):
    kind = Kind.FILE
    own = ("takes", "most", "words", "required")

    takes = forms.MultipleChoiceField(
        label=_("What may be sent"),
        choices=FileSort.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    most = TypedField(label=_("At most so many"), widget=number(), required=False)
    words = FlagField(label=_("One may write as well, or instead"))


class AnnotateForm(DiaryForm):
    kind = Kind.ANNOTATE
    own = ("picture", "alternative", "least", "most", "comments", "required")
    presets: ClassVar[dict[str, object]] = {"comments": True}
    lists = (
        Rows(
            "marks",
            _("Kinds of mark"),
            hint=_("What a mark may mean, such as “I like this”; without any, marks are alike."),
            may_be_absent=True,
        ),
    )

    picture = forms.ChoiceField(label=_("Picture"), choices=())
    alternative = TypedField(
        label=_("What it shows"),
        help_text=_("For whoever cannot see it."),
        widget=prose(2),
    )
    least = TypedField(label=_("At least so many marks"), widget=number(), required=False)
    most = TypedField(label=_("At most so many"), widget=number(), required=False)
    comments = FlagField(label=_("One may write something to each mark"))


class ChoiceForm(AnsweredForm):
    own: ClassVar[tuple[str, ...]] = ("other", "shuffle", "required")
    lists = (Rows("options", _("Options"), flags={"pinned": _KEEPS_PLACE}, takes_pictures=True),)

    other = FlagField(label=_("One may write another answer"))
    shuffle = FlagField(label=_("Each person sees the options in another order"))


class SingleForm(ChoiceForm):
    """An option may lead to a segment; which set that is of, each says with its value."""

    kind = Kind.SINGLE
    lists = (replace(ChoiceForm.lists[0], may_lead=True),)

    @classmethod
    def showing(cls, question: Question, around: Surroundings, typed: Typed) -> QuestionForm:
        return super().showing(question, around, as_chosen(typed, around))

    def typed(self) -> Typed:
        return as_routed(super().typed())


class MultipleForm(ChoiceForm):
    kind = Kind.MULTIPLE
    own = ("min_choices", "max_choices", "other", "shuffle", "required")
    lists = (
        Rows(
            "options",
            _("Options"),
            flags={"pinned": _KEEPS_PLACE, "exclusive": _CLEARS},
            takes_pictures=True,
        ),
    )

    min_choices = TypedField(label=_("At least so many"), widget=number(), required=False)
    max_choices = TypedField(label=_("At most so many"), widget=number(), required=False)


class RankingForm(AnsweredForm):
    kind = Kind.RANKING
    own = ("shuffle", "required")
    lists = (
        Rows(
            "options",
            _("What is put in order"),
            flags={"pinned": _KEEPS_PLACE},
            takes_pictures=True,
        ),
    )

    shuffle = FlagField(label=_("Each person sees them in another order"))


class ScaleForm(DiaryForm):
    kind = Kind.SCALE
    own = ("scale_from", "scale_low", "scale_to", "scale_high", "required")
    places = {
        "scale_from": ("scale", "from"),
        "scale_low": ("scale", "low"),
        "scale_to": ("scale", "to"),
        "scale_high": ("scale", "high"),
    }

    scale_from = TypedField(label=_("From"), widget=number())
    scale_low = TypedField(label=_("What the low end means"))
    scale_to = TypedField(label=_("To"), widget=number())
    scale_high = TypedField(label=_("What the high end means"))


class GridForm(DiaryForm):
    """Its columns are the points of a scale, or have names: one of the two is left empty."""

    kind = Kind.GRID
    own = (*ScaleForm.own[:-1], "shuffle", "required")
    places = ScaleForm.places
    lists = (
        Rows("rows", _("Rows"), flags={"pinned": _KEEPS_PLACE}),
        Rows(
            "columns",
            _("Columns with names"),
            hint=_("In place of a scale: what one chooses from in each row."),
            may_be_absent=True,
        ),
    )

    scale_from = TypedField(label=_("A scale in each row, from"), widget=number(), required=False)
    scale_low = TypedField(label=_("What the low end means"), required=False)
    scale_to = TypedField(label=_("To"), widget=number(), required=False)
    scale_high = TypedField(label=_("What the high end means"), required=False)
    shuffle = FlagField(label=_("Each person sees the rows in another order"))


class SummaryForm(AnsweredForm):
    kind = Kind.SUMMARY
    own = ("of", "missed", "required")
    lists = (
        Rows(
            "statements",
            _("Statements"),
            hint=_("What the group said, one thought each: people say of each whether it is so."),
            heading=_("Heading"),
            is_prose=True,
        ),
    )

    of = forms.MultipleChoiceField(
        label=_("It sums up"),
        help_text=_("Only those who answered something in each of these stages see it."),
        widget=forms.CheckboxSelectMultiple,
    )
    missed = TypedField(
        label=_("Asks what was missed"),
        help_text=_("A last question in your own words; left empty, none is asked."),
        required=False,
    )


class TextPageForm(QuestionForm):
    """Nobody answers it, so nothing is required or revealed."""

    kind = Kind.TEXT_PAGE
