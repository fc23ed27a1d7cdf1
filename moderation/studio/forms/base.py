"""What is typed into a question: taken as it is, and put in the shape of its kind's script.

Nothing is refused here. The kind's script model says what is wrong, and this form says it beside
the field.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from bulletin.media.looks import Look
from bulletin.text.plain import storable
from moderation.studio.forms.looks import (
    STIMULI,
    TAKEN,
    TAKEN_PICTURES,
    LookRow,
    Shelf,
    as_posted,
    rows_in,
    shown_rows,
    typed_rows,
)
from sessions.enums import Kind, Reveal
from sessions.kinds.base import MOST_STIMULI, Path
from sessions.models import Question
from sessions.studio.checking import Fault
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import Typed

EMPTY_ROWS = 2
FEWEST_ROWS = 4
MORE_ROWS = 6


class TypedField(forms.CharField):
    """Whatever was typed, blanks and all; one that may be left empty says so."""

    def __init__(self, *, required: bool = True, **options: Any) -> None:
        super().__init__(required=required, strip=False, **options)

    def to_python(self, value: Any) -> str:
        return storable(super().to_python(value) or "").replace("\r\n", "\n")


class FlagField(forms.BooleanField):
    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)


def prose(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def number() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "class": "field__short"})


@dataclass(frozen=True)
class Rows:
    """A list of the script whose entries are typed in rows: options, statements."""

    name: str
    legend: Any
    hint: Any = ""
    heading: Any = ""
    flags: Mapping[str, Any] = field(default_factory=dict)
    is_prose: bool = False
    may_be_absent: bool = False
    takes_pictures: bool = False
    may_lead: bool = False
    """Whether an entry may say which segment it leads to."""


@dataclass(frozen=True)
class Row:
    """One entry as it was typed: the `number`-th that is not empty, posted in row `at`."""

    name: str
    number: int
    at: int = 0
    text: str = ""
    key: str = ""
    heading: str = ""
    picture: str = ""
    segment: str = ""
    flags: Sequence[tuple[str, Any, bool]] = ()
    look: Look | None = None
    error: str = ""
    leads_nowhere: bool = False
    """It names a segment that is not there."""
    evidence: Any = None
    """What the entry was made of, where a page knows that."""

    @property
    def prefix(self) -> str:
        return f"{self.name}-{self.number}"


class QuestionForm(forms.Form):
    """What every kind of question has. One subclass a kind says what only that kind has."""

    kind: ClassVar[Kind]
    places: ClassVar[dict[str, Path]] = {}
    """Where in the script a field stands whose name is not its key."""
    own: ClassVar[tuple[str, ...]] = ()
    """The fields that stand with the question; the others are folded away."""
    lists: ClassVar[tuple[Rows, ...]] = ()
    presets: ClassVar[dict[str, object]] = {}
    """What a field holds of which the script says nothing."""
    use_required_attribute = False
    field_order = ("prompt", "reveal", "within", "segments", "entries", "every", "note", "key")

    prompt = TypedField(label=_("Question"), widget=prose(4))
    segments = forms.MultipleChoiceField(
        label=_("Asked only of"),
        help_text=_("Nothing chosen: everyone is asked."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    note = TypedField(label=_("Note for the staff"), widget=prose(2), required=False)
    key = TypedField(
        label=_("Name"),
        help_text=_("What transcripts and the script call it: small letters, digits, hyphens."),
    )

    def __init__(self, question: Question, around: Surroundings, data: Mapping[str, Any]) -> None:
        self.question = question
        self.shelf = Shelf(question, around)
        self.beside: dict[str, str] = {}
        self.evidence: Mapping[str, Any] = {}
        """By key, what an entry of a list was made of."""
        self.refused: dict[str, list[str]] = {}
        self.removed: Typed | None = None
        self.arrives = ""
        self.empty_rows = EMPTY_ROWS
        self.seen = data.get("seen", question.revision)
        super().__init__(data, auto_id=f"q-{question.pk}-%s", label_suffix="")
        self.arrive_at("")
        self._offer(around)

    @classmethod
    def showing(cls, question: Question, around: Surroundings, typed: Typed) -> "QuestionForm":
        """The form with what was typed in it."""
        return cls(question, around, _as_posted(cls, typed))

    def arrive_at(self, file: str) -> None:
        """Where whoever opens the form is taken: to what a file shows, without one to the words."""
        self.arrives = file
        attrs = self.fields["prompt"].widget.attrs
        for name in ("autofocus", "data-arrive"):
            attrs.pop(name, None)
        if not file:
            attrs |= {"autofocus": True, "data-arrive": "true"}

    def _offer(self, around: Surroundings) -> None:
        groups = [
            (key, _("Only those of one's own %(set)s") % {"set": key})
            for key, one in around.sets.items()
            if not one.allows_several
        ]
        self._choices("within", [("", _("Everyone's")), *groups], wanted=bool(groups))
        values = [(f"{key}={value}", f"{key}: {value}") for key, value in around.segments]
        self._choices("segments", values, wanted=bool(values))
        self.destinations = values
        before = around.before(self.question.stage).values()
        pictures = [(key, key) for key, file in around.files.items() if file.is_picture]
        self._choices("picture", [("", ""), *pictures], wanted=True)
        self._choices("of", [(stage.key, stage.title) for stage in before], wanted=True)

    def _choices(self, name: str, choices: Sequence[tuple[Any, Any]], *, wanted: bool) -> None:
        offered = self.fields.get(name)
        if isinstance(offered, forms.ChoiceField):
            offered.choices = choices
            if not wanted:
                del self.fields[name]

    def full_clean(self) -> None:
        """Nothing is refused: what is wrong is what the kind's script model says."""
        super().full_clean()
        self._errors = ErrorDict()

    def typed(self) -> Typed:
        """What was typed, in the shape of the kind's script; what is left empty is left out."""
        self.full_clean()
        typed: Typed = {"kind": self.kind.value}
        for name, value in self.cleaned_data.items():
            if value not in (None, "", []):
                _put(typed, self.places.get(name, (name,)), _as_scripted(name, value))
        for rows in self.lists:
            entries = [_entry(row) for row in self._typed_rows(rows)]
            if entries or not rows.may_be_absent:
                typed[rows.name] = entries
        if looks := typed_rows(self.data):
            typed[STIMULI] = looks
        return typed

    def complain(self, faults: Iterable[Fault]) -> None:
        """Each fault stands beside the field, list or row that it is about."""
        lists = {STIMULI, *(rows.name for rows in self.lists)}
        for fault in faults:
            name = self._field_at(fault.path)
            row = fault.path[1] if len(fault.path) > 1 else None
            if name in lists and isinstance(row, int):
                name = f"{name}-{row}"
            elif name not in lists | self.fields.keys():
                name = "form"
            self.beside.setdefault(name, fault.message)

    def errors_by_place(self) -> dict[str, str]:
        """What stands beside each field, list and row as it was posted, if anything."""
        places = {name: name for name in ("form", *self.fields)}
        for rows in self.lists:
            places[rows.name] = rows.name
            for row in self._typed_rows(rows):
                places[f"{rows.name}-{row.at}"] = row.prefix
        for look in rows_in(self.data):
            places[f"{STIMULI}-{look.at}"] = look.prefix
        return {place: self.beside.get(name, "") for place, name in places.items()}

    def looks(self) -> list[LookRow]:
        return shown_rows(self.data, self.shelf, self.beside, self.arrives)

    taken_files, taken_pictures = TAKEN, TAKEN_PICTURES

    @property
    def not_taken(self) -> list[str]:
        """Why files that were chosen to be looked at are not there."""
        return self.refused.get("upload", [])

    @property
    def is_full(self) -> bool:
        return len(typed_rows(self.data)) >= MOST_STIMULI

    @property
    def wrong(self) -> str:
        """What is wrong with none of its fields alone."""
        return self.beside.get("form", "")

    def asked(self) -> list[tuple[forms.BoundField, str]]:
        return [self._with_fault("prompt")]

    def first(self) -> list[tuple[forms.BoundField, str]]:
        return [self._with_fault(name) for name in self.own if name in self.fields]

    def further(self) -> list[tuple[forms.BoundField, str]]:
        """What is folded away, unless something is wrong there."""
        shown = {"prompt", *self.own}
        return [self._with_fault(name) for name in self.fields if name not in shown]

    @property
    def is_wrong_further_down(self) -> bool:
        return any(fault for _bound, fault in self.further())

    def _with_fault(self, name: str) -> tuple[forms.BoundField, str]:
        """A field and what stands beside it. What is wrong is said there whenever it is known,
        so the field points to the place from the beginning."""
        bound, fault = self[name], self.beside.get(name, "")
        hint = [f"{bound.auto_id}_helptext"] if bound.help_text else []
        bound.field.widget.attrs["aria-describedby"] = " ".join([*hint, f"{bound.auto_id}_beside"])
        if fault:
            bound.field.widget.attrs["aria-invalid"] = "true"
        return bound, fault

    def tables(self) -> list[tuple[Rows, list[Row], str]]:
        """Each list with its rows as typed, some empty ones behind them, and what is wrong."""
        return [
            (rows, self._shown_rows(rows), self.beside.get(rows.name, "")) for rows in self.lists
        ]

    def _shown_rows(self, rows: Rows) -> list[Row]:
        typed = [
            replace(
                row,
                error=self._wrong_with(row),
                look=self.shelf.look(row.picture),
                evidence=self.evidence.get(row.key),
                leads_nowhere=bool(row.segment) and row.segment not in dict(self.destinations),
            )
            for row in self._typed_rows(rows)
        ]
        blank = Row(
            rows.name, 0, flags=[(name, label, False) for name, label in rows.flags.items()]
        )
        behind = range(len(typed), max(len(typed) + self.empty_rows, FEWEST_ROWS))
        return [*typed, *(replace(blank, number=number) for number in behind)]

    def _wrong_with(self, row: Row) -> str:
        """What was not taken goes before: it is about what was done just now."""
        return " ".join(self.refused.get(row.prefix, ())) or self.beside.get(row.prefix, "")

    def _typed_rows(self, rows: Rows) -> list[Row]:
        """Those in which something was typed, numbered anew."""
        there = [
            row for row in _rows_in(self.data, rows) if row.text.strip() or row.heading.strip()
        ]
        return [replace(row, number=number) for number, row in enumerate(there)]

    def number_of_row(self, name: str, at: int) -> int | None:
        """The place in its list of what was posted in row `at`; None where nothing was."""
        for rows in self.lists:
            for row in self._typed_rows(rows) if rows.name == name else ():
                if row.at == at:
                    return row.number
        return None

    def _field_at(self, path: Path) -> str:
        for name, place in self.places.items():
            if path[: len(place)] == place:
                return name
        return str(path[0]) if path else "form"


class AnsweredForm(QuestionForm):
    """What every kind has that takes an answer."""

    own: ClassVar[tuple[str, ...]] = ("required",)

    required = FlagField(label=_("It counts as left to do"))
    reveal = forms.ChoiceField(label=_("When others' replies can be read"), choices=Reveal.choices)
    within = forms.ChoiceField(label=_("Whose replies can be read"), choices=())


def _rows_in(data: Mapping[str, Any], rows: Rows) -> Iterator[Row]:
    number = 0
    while f"{rows.name}-{number}-text" in data:
        prefix = f"{rows.name}-{number}"
        said: dict[str, Any] = {
            part: storable(data.get(f"{prefix}-{part}") or "").replace("\r\n", "\n")
            for part in ("text", "key", "heading", "picture", "segment")
        }
        flags = [
            (flag, label, bool(data.get(f"{prefix}-{flag}"))) for flag, label in rows.flags.items()
        ]
        yield Row(rows.name, number, number, **said, flags=flags)
        number += 1


def _entry(row: Row) -> Typed:
    said = {
        "key": row.key,
        "heading": row.heading,
        "picture": row.picture,
        "segment": row.segment,
    }
    flags = {flag: True for flag, _label, is_set in row.flags if is_set}
    return {name: value for name, value in said.items() if value} | {"text": row.text} | flags


def _as_scripted(name: str, value: Any) -> Any:
    if name != "segments":
        return value
    by_set: dict[str, list[str]] = {}
    for one in value:
        key, _equals, segment = one.partition("=")
        by_set.setdefault(key, []).append(segment)
    return by_set


def _put(typed: dict[Any, Any], path: Path, value: Any) -> None:
    for step in path[:-1]:
        typed = typed.setdefault(step, {})
    typed[path[-1]] = value


def _at(typed: Any, path: Path) -> Any:
    for step in path:
        typed = typed.get(step) if isinstance(typed, dict) else None
    return typed


def _as_posted(form: type[QuestionForm], typed: Typed) -> dict[str, Any]:
    """What a browser would send if this had been typed."""
    data = {
        name: _at(typed, form.places.get(name, (name,)))
        for name in form.base_fields
        if name != "segments"
    }
    data |= {name: preset for name, preset in form.presets.items() if data[name] is None}
    data["required"] = typed.get("required", True)
    data["reveal"] = typed.get("reveal", Reveal.AFTER_ANSWER)
    data["segments"] = [
        f"{key}={value}" for key, values in typed.get("segments", {}).items() for value in values
    ]
    for rows in form.lists:
        for number, entry in enumerate(typed.get(rows.name, ())):
            said = {"text": entry} if isinstance(entry, str) else entry
            for part, value in {"text": "", **said}.items():
                data[f"{rows.name}-{number}-{part}"] = value
    return data | as_posted(typed)
