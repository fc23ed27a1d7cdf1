"""An information sheet and its numbered statements, as somebody types them."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from moderation.studio.forms.base import TypedField, prose
from sessions.actions.consents import Sheet, TypedStatement
from sessions.enums import ObserverSight
from sessions.models import ConsentStatement

EMPTY_ROWS = 2
MOST_ROWS = 50
# What the product reads of an answer; every other key is the board's own.
MEANINGS = [
    ("none", gettext_lazy("Nothing beside being asked")),
    ("quoted", gettext_lazy("Their words may be quoted: transcripts say so of each person")),
    ("observers", gettext_lazy("Observers may read them: a no keeps their words from observers")),
    ("contact", gettext_lazy("They may be written to when the board is over")),
    ("reuse", gettext_lazy("What they said may be used again for other research")),
]
_NOTHING = "none"
_KNOWN = {key for key, _words in MEANINGS if key != _NOTHING}
_LONGEST_KEY = ConsentStatement._meta.get_field("key").max_length or 64


class LooseField(TypedField):
    """It may be left empty while it is being written, and is not called optional."""

    def validate(self, value: Any) -> None:
        return


class LooseNumber(forms.IntegerField):
    """The same of a number."""

    def validate(self, value: Any) -> None:
        return


class StatementForm(forms.Form):
    """One row; one without words is no statement."""

    use_required_attribute = False

    text = LooseField(label=gettext_lazy("What they say yes or no to"), widget=prose(2))
    required = forms.BooleanField(
        label=gettext_lazy("Taking part needs a yes here"), required=False
    )
    means = forms.ChoiceField(label=gettext_lazy("What it means beside that"), choices=MEANINGS)
    place = LooseNumber(
        label=gettext_lazy("Place"),
        min_value=1,
        max_value=99,
        widget=forms.NumberInput(attrs={"class": "field__short"}),
    )
    key = forms.CharField(required=False, max_length=_LONGEST_KEY, widget=forms.HiddenInput)

    def __init__(self, number: int, one: TypedStatement | None, data: Mapping[str, Any] | None):
        initial: dict[str, Any] = {"place": number, "means": _NOTHING}
        if one:
            means = one.key if one.key in _KNOWN else _NOTHING
            initial |= {
                "text": one.text,
                "required": one.required,
                "means": means,
                "key": one.key,
            }
        super().__init__(data, prefix=f"statement-{number}", initial=initial, label_suffix="")
        self.number = number


class SheetForm(forms.Form):
    """`seen` is the digest of what was there when the page was opened."""

    use_required_attribute = False

    information = LooseField(
        label=gettext_lazy("The information"),
        help_text=gettext_lazy("What taking part means, and what becomes of it. Markdown."),
        widget=prose(16),
    )
    observers = forms.ChoiceField(
        label=gettext_lazy("What observers may see"), choices=ObserverSight.choices
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, there: Sheet, data: Mapping[str, Any] | None = None) -> None:
        initial = {
            "information": there.information,
            "observers": there.observers,
            "seen": there.digest,
        }
        super().__init__(data, initial=initial, label_suffix="")
        self.rows = [
            StatementForm(number, one, data)
            for number, one in enumerate(_rows(there, data), start=1)
        ]

    def is_valid(self) -> bool:
        for row in self.rows:
            row.is_valid()
        return super().is_valid() and not any(row.errors for row in self.rows)

    def clean(self) -> dict[str, Any]:
        """What the product reads is said by one statement."""
        taken: set[str] = set()
        for row in self._filled():
            means = row.cleaned_data.get("means", "")
            if means in _KNOWN and means in taken:
                row.add_error("means", _("Another statement means this already."))
            taken.add(means)
        return self.cleaned_data

    def sheet(self) -> Sheet:
        rows = sorted(
            self._filled(), key=lambda row: (row.cleaned_data["place"] or MOST_ROWS, row.number)
        )
        keys: list[str] = []
        for row in rows:
            keys.append(_key(row.cleaned_data, keys))
        return Sheet(
            self.cleaned_data["information"],
            ObserverSight(self.cleaned_data["observers"]),
            tuple(
                TypedStatement(key, row.cleaned_data["text"].strip(), row.cleaned_data["required"])
                for key, row in zip(keys, rows, strict=True)
            ),
        )

    def complain(self, now: Sheet) -> None:
        """Somebody saved another draft meanwhile; sent again, this one stands."""
        self.data = {**{name: self.data[name] for name in self.data}, "seen": now.digest}
        self.add_error(
            None,
            _("Somebody else saved the draft meanwhile: it stands below. Save again for yours."),
        )

    def _filled(self) -> Iterator[StatementForm]:
        """Those with words, whatever else is wrong in them."""
        return (
            row
            for row in self.rows
            if not row.errors.get("text") and row.cleaned_data.get("text", "").strip()
        )


def _rows(there: Sheet, data: Mapping[str, Any] | None) -> list[TypedStatement | None]:
    """Those that are there and some to fill in; as many as were posted, where they were."""
    if data is None:
        return [*there.statements, *[None] * EMPTY_ROWS]
    number = 0
    while number < MOST_ROWS and f"statement-{number + 1}-text" in data:
        number += 1
    return [None] * number


def _key(typed: Mapping[str, Any], taken: list[str]) -> str:
    """What it means; else the one it had, or one made of its words."""
    if typed["means"] in _KNOWN:
        return str(typed["means"])
    key = typed["key"] if typed["key"] and typed["key"] not in _KNOWN else ""
    made = key or slugify(typed["text"])[:40].strip("-") or "statement"
    number, unique = 1, made
    while unique in taken or unique in _KNOWN:
        number += 1
        unique = f"{made}-{number}"
    return str(unique)


class PublicationForm(forms.Form):
    """Whether people are asked again; `digest` is of the draft that was read."""

    use_required_attribute = False

    material = forms.ChoiceField(
        label=gettext_lazy("Is this a material change?"),
        choices=[
            ("yes", gettext_lazy("Yes: whoever agreed to an older version is asked again")),
            ("no", gettext_lazy("No: a slip was mended, and what they agreed to still holds")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please say whether it is.")},
    )
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self, digest: str, *, is_first: bool, data: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial={"digest": digest}, label_suffix="")
        if is_first:
            del self.fields["material"]

    @property
    def is_material(self) -> bool:
        return str(self.cleaned_data.get("material", "yes")) == "yes"
