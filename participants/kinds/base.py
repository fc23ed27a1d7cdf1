"""What every question kind can do with an answer: take it, give it back, count it."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.media.looks import Look, Place, look_at
from bulletin.text import plain
from bulletin.text.languages import attributes_for
from participants.models import AnswerValue, Participant, ReplyVersion
from sessions.enums import ItemKind, Kind
from sessions.models import QuestionItem, QuestionVersion, StaffMember

# A form as it is typed: field name to the strings in it, as a draft keeps it.
Fields = dict[str, list[str]]

OTHER = "other"
LONGEST_TEXT = 20_000
LONGEST_OTHER = 500


@dataclass(frozen=True, slots=True)
class ValueContent:
    """One structured value: a choice, a scale point, a rank, a vote, what was chosen in a row of a
    grid, a file by its id, a mark on it in thousandths; "other" has no item. What there can be
    several of has a place."""

    item: QuestionItem | None
    number: int | None = None
    text: str = ""
    column: QuestionItem | None = None
    place: int | None = None
    file: UUID | None = None
    across: int | None = None
    down: int | None = None

    @property
    def likeness(self) -> tuple[Hashable, ...]:
        """What makes two values the same, whatever version of the question they were given to."""
        item = self.item.key if self.item else ""
        column = self.column.key if self.column else ""
        where = self.place, self.file, self.across, self.down
        return item, column, self.number, self.text, *where

    @property
    def is_own_words(self) -> bool:
        """Whether `text` is what somebody typed: a vote is a word of ours."""
        return self.item is None or self.place is not None


@dataclass(frozen=True, slots=True)
class AnswerContent:
    """A whole answer: the prose, and the values beside it."""

    text: str
    values: tuple[ValueContent, ...] = ()

    @property
    def all_words(self) -> str:
        """The prose, and below it the words of "other", and what files are said to show."""
        own = [value.text for value in self.values if value.is_own_words]
        return "\n".join(words for words in (self.text, *own) if words)

    def says_the_same_as(self, other: "AnswerContent") -> bool:
        mine, theirs = ({value.likeness for value in one.values} for one in (self, other))
        return self.text == other.text and mine == theirs


@dataclass(frozen=True, slots=True)
class Given:
    """One value of somebody's answer as it is counted: its items by key, never its author."""

    key: str
    number: int | None
    text: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What some answers to one question come to: how many they are, and how often each value
    was given in them."""

    answers: int
    given: Mapping[Given, int]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale's points with the words at both ends; `median` is None where nobody chose."""

    points: tuple[int, ...]
    low: str
    high: str
    median: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """One distribution. `out_of` answers were counted; `words` are those of "other".

    A scale has an `axis`, a ranking the mean place of each option in `means`; `is_vote` is
    true where the bars are the votes on one statement, `is_row` where they are what was chosen
    in one row of a grid. A row or vote whose numbers are not told has none, and `instead` says
    why.
    """

    bars: tuple[Bar, ...]
    out_of: int
    title: str = ""
    words: tuple[str, ...] = ()
    axis: Axis | None = None
    means: tuple[float | None, ...] = ()
    is_vote: bool = False
    is_row: bool = False
    instead: str = ""


class AnswerForm(forms.Form):
    """The boxes in which one person answers one version of a question.

    `data` is what was posted, `initial` what a draft or an earlier answer holds; `place` says on
    whose page it stands, `by` is the staff member who fills it in on the person's behalf.
    `refused` says why files that came with it were not taken, and `was_pressed` whether a button
    within the form brought it here.
    """

    use_required_attribute = False
    refused: Sequence[str] = ()
    was_pressed = False

    def __init__(
        self,
        version: QuestionVersion,
        participant: Participant,
        data: Mapping[str, object] | None = None,
        initial: Fields | None = None,
        *,
        by: StaffMember | None = None,
        place: Place = Place.BOARD,
    ) -> None:
        self.version = version
        self.participant = participant
        self.by = by
        self.place = place
        self.look_over(data, initial or {})
        super().__init__(data, auto_id="answer-%s", label_suffix="")
        self.fields.update(self.boxes())
        for field in self.fields.values():
            _suit_a_telephone(field)
        self.initial = {
            name: self._start(name, strings)
            for name, strings in (initial or {}).items()
            if name in self.fields and strings
        }

    def look_over(self, data: Mapping[str, object] | None, initial: Fields) -> None:
        """See to what decides which boxes there are, before there are any."""

    def _start(self, name: str, strings: list[str]) -> list[str] | str:
        several = isinstance(self.fields[name], forms.MultipleChoiceField)
        return strings if several else strings[0]

    @property
    def speaks(self) -> SafeString:
        """Marks words of the guide as the board's language, for a tag around them."""
        return attributes_for(self.participant.board.language)

    def boxes(self) -> dict[str, forms.Field]:
        """The fields, by name, for this version and this person."""
        raise NotImplementedError

    def content(self) -> AnswerContent:
        """What was said; only after `is_valid()`."""
        raise NotImplementedError

    def look_of(self, item: QuestionItem) -> Look | None:
        """The picture of an option, which its text describes."""
        if item.picture is None:
            return None
        board = self.participant.board
        return look_at(item.picture, item.text, slug=board.slug, place=self.place)


def _suit_a_telephone(field: forms.Field) -> None:
    """What one says here was never typed before, and a line is done with Enter."""
    if isinstance(field.widget, forms.TextInput | forms.Textarea):
        field.widget.attrs.setdefault("autocomplete", "off")
    if isinstance(field.widget, forms.TextInput):
        field.widget.attrs.setdefault("enterkeyhint", "done")


class AnsweringKind(ABC):
    """One question kind as participants meet it."""

    kind: ClassVar[Kind]
    form_class: ClassVar[type[AnswerForm]]
    takes_answer: ClassVar[bool] = True
    # A closed kind shows peers how many chose what, never who did (rule 2).
    is_closed: ClassVar[bool] = False
    # Whether files may come with an answer.
    takes_files: ClassVar[bool] = False
    # Whether an answer shows more than its words: then `beside` has it.
    shows_beside: ClassVar[bool] = False

    @property
    def form_template(self) -> str:
        return f"participants/kinds/{self.kind.value}.html"

    def form(
        self,
        version: QuestionVersion,
        participant: Participant,
        data: Mapping[str, object] | None = None,
        initial: Fields | None = None,
        *,
        by: StaffMember | None = None,
        place: Place = Place.BOARD,
    ) -> AnswerForm:
        return self.form_class(version, participant, data, initial, by=by, place=place)

    @abstractmethod
    def fields_from(self, version: QuestionVersion, content: AnswerContent) -> Fields:
        """The form as it would have been typed into `version` to say `content`.

        Items are matched by key: `content` may have been given to an earlier version.
        """

    @property
    def asks_with(self) -> tuple[str, ...]:
        """What of a wording its form looks at besides the prompt."""
        return ("items__picture",) if self.is_closed else ()

    def rearranged(self, version: QuestionVersion, posted: QueryDict) -> QueryDict:
        """What was sent, once the button within the form that was pressed has had its effect."""
        return posted

    def beside(self, version: ReplyVersion, slug: str, place: Place) -> SafeString:
        """What is seen of a version below its words, on whose page of the board of this name; its
        values and their files are at hand."""
        return SafeString()

    def lines(self, content: AnswerContent) -> list[str]:
        """The values of an answer as its author reads them; nothing for prose alone."""
        return []

    def charts(self, version: QuestionVersion, tally: Tally) -> tuple[Chart, ...]:
        """How the answers are spread; nothing for prose alone."""
        return ()

    def counted_by_row(
        self, version: QuestionVersion, given: Iterable[Given]
    ) -> Sequence[Sequence[Given]]:
        """Of these values those that each chart counts, where every row or statement has one:
        what `version` no longer offers is not among them. Nothing for other kinds."""
        return ()

    def people_by_row(
        self, version: QuestionVersion, givers: Mapping[Given, AbstractSet[Hashable]]
    ) -> list[int]:
        """How many people each chart of a row or statement speaks of."""
        return [
            len(frozenset[Hashable]().union(*(givers[value] for value in values)))
            for values in self.counted_by_row(version, givers)
        ]


def items_of(version: QuestionVersion, kind: ItemKind) -> list[QuestionItem]:
    """The version's items of one kind in the guide's order; no query where prefetched."""
    return sorted(
        (item for item in version.items.all() if item.kind == kind),
        key=lambda item: item.position,
    )


def same_items(
    version: QuestionVersion, content: AnswerContent
) -> Iterable[tuple[QuestionItem, ValueContent]]:
    """Each of the version's items that `content` says something of, with what it says."""
    said = {value.item.key: value for value in content.values if value.item}
    for item in version.items.all():
        if item.key in said:
            yield item, said[item.key]


def other_words(content: AnswerContent) -> str:
    """The words of "other", empty where it was not chosen."""
    return next((value.text for value in content.values if value.item is None), "")


def content_of(version: ReplyVersion) -> AnswerContent:
    """What a stored version says; one query, none where its values and items are prefetched."""
    return AnswerContent(
        text=version.text,
        values=tuple(
            ValueContent(
                item=value.item,
                number=value.number,
                text=value.text,
                column=value.column,
                place=value.place,
                file=value.file_id,
                across=value.across,
                down=value.down,
            )
            for value in version.values.all()
        ),
    )


def by_place(version: ReplyVersion) -> list[AnswerValue]:
    """Those of its values that have a place, in their order; no query where prefetched."""
    placed = [value for value in version.values.all() if value.place is not None]
    return sorted(placed, key=lambda value: value.place or 0)


def carried_over(fields: Fields, old: QuestionVersion, new: QuestionVersion) -> Fields:
    """A form typed into `old` as it reads in `new`: items are found again by their keys."""
    if old.pk == new.pk:
        return fields
    now_named = {(item.kind, item.key): str(item.pk) for item in new.items.all()}
    renamed = {
        str(item.pk): now_named[item.kind, item.key]
        for item in old.items.all()
        if (item.kind, item.key) in now_named
    }

    def name_now(name: str) -> str:
        box, dash, item = name.partition("-")
        return f"{box}-{renamed.get(item, item)}" if dash else name

    return {
        name_now(name): [renamed.get(string, string) for string in strings]
        for name, strings in fields.items()
    }


class WordsField(forms.CharField):
    """Words as they are kept: whatever could not be stored is gone before anything is checked. A
    browser would cut what is pasted at the limit, without a word: it is not told of it."""

    default_error_messages = {
        "max_length": gettext_lazy(
            "This is too long: it has %(show_value)s characters, and %(limit_value)s are the most."
        )
    }

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: object) -> str:
        return plain.clean(super().to_python(value) or "")


def prose(text: str, *, prompt: str) -> str:
    """The same text. Raises ValidationError where nothing was really said (rule 3)."""
    if plain.says_something(text, prompt=prompt):
        return text
    if plain.says_something(text):
        raise ValidationError(_("This is the question itself. Please write what you think of it."))
    raise ValidationError(_("Please write something here. One word is enough."))
