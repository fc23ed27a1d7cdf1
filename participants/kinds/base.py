"""What every question kind can do with an answer: take it, give it back, count it."""

from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bulletin.media.looks import Look, Place, look_at
from bulletin.text import plain
from bulletin.text.languages import attributes_for
from participants.kinds.charts import Chart, Given, Tally
from participants.kinds.content import AnswerContent, Fields
from participants.models import Participant, ReplyVersion
from sessions.enums import Kind
from sessions.models import QuestionItem, QuestionVersion, StaffMember

OTHER = "other"
LONGEST_TEXT = 20_000
LONGEST_OTHER = 500


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
