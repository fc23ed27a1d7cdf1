"""What a question kind is in this part: its script form, settings, items and predicted minutes.

The answering form and the display of an answer are the same kind's modules in
`participants.kinds` and `moderation.kinds`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Generic, TypeVar

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from sessions.enums import Every, ItemKind, Kind, Reveal
from sessions.models import QuestionItem, QuestionVersion
from sessions.script.base import ScriptModel
from sessions.script.fields import AtMost, Between, Flag, Key, Line, Prose, WholeNumber
from sessions.script.scalars import wrong

MOST_ENTRIES = 100
MOST_STIMULI = 12
LONGEST_ALTERNATIVE = 2000


class Settings(BaseModel):
    """The shape of `QuestionVersion.settings`; one subclass a kind."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_by_name=True)

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json", by_alias=True)


class StimulusScript(ScriptModel):
    """A picture or file that stays in reach while one answers."""

    file: Key = Field(description="What the board's guide calls the file.")
    alternative: Annotated[Prose, AtMost(LONGEST_ALTERNATIVE)] = Field(
        description="What it shows or says, for whoever cannot see it."
    )

    @field_validator("alternative", mode="before")
    @classmethod
    def _is_told(cls, alternative: Any) -> Any:
        if isinstance(alternative, str) and not alternative.strip():
            raise wrong(_("Say what it shows, for whoever cannot see it."))
        return alternative


class QuestionScript(ScriptModel):
    """The keys of a script's question that every kind has."""

    key: Key = Field(description="Names the question; stays when its wording changes.")
    kind: str
    prompt: Prose = Field(description="The question itself, in Markdown.")
    required: Flag = Field(True, description="Whether it counts as left to do.")
    reveal: Reveal = Field(Reveal.AFTER_ANSWER, description="When others' replies are readable.")
    within: Key | None = Field(
        None, description="A segment set: replies are readable only within one's own value."
    )
    segments: dict[Key, list[Line]] = Field(
        default_factory=dict, description="Asked of those who hold any of these values."
    )
    stimuli: list[StimulusScript] = Field(
        [], max_length=MOST_STIMULI, description="Pictures and files to look at while answering."
    )
    note: Prose = Field("", description="For staff only.")


class DiaryScript(QuestionScript):
    """A question that one person may be asked to answer several times."""

    entries: Annotated[WholeNumber, Between(1, MOST_ENTRIES)] = Field(
        1, description="How many answers one person gives, as in a diary."
    )
    every: Every | None = Field(
        None,
        description="An entry a day, from the day on which the stage opens for the person; left"
        " out, people give the entries when they like.",
    )

    @field_validator("every")
    @classmethod
    def _on_several_days(cls, every: Every | None, info: ValidationInfo) -> Every | None:
        if every and info.data.get("entries") == 1:
            raise wrong(_("Say for how many days: a daily diary has more than one entry."))
        return every


Path = tuple[str | int, ...]


def files_in(script: QuestionScript) -> Iterator[tuple[Path, str]]:
    """The key of each file that a question names to be looked at, with its place in the script."""
    for place, stimulus in enumerate(script.stimuli):
        yield ("stimuli", place, "file"), stimulus.file


def pictures_in(script: QuestionScript) -> Iterator[tuple[Path, str]]:
    """The key of each picture that an option has, or that is there to be marked, in the same
    way."""
    for place, option in enumerate(getattr(script, "options", ())):
        if option.picture:
            yield ("options", place, "picture"), option.picture
    if picture := getattr(script, "picture", ""):
        yield ("picture",), picture


def routed_in(script: QuestionScript) -> Iterator[tuple[Path, str]]:
    """Each value of the set that it routes into which an option of a question names, with its
    place in the script."""
    for place, option in enumerate(getattr(script, "options", ())):
        if segment := getattr(option, "segment", None):
            yield ("options", place, "segment"), segment


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A `QuestionItem` to be: its place is its place in the list of its kind, `picture` the key of
    a file, `segment` the value of the set that its question routes into."""

    kind: ItemKind
    key: str
    text: str
    heading: str = ""
    pinned: bool = False
    exclusive: bool = False
    picture: str = ""
    segment: str = ""


S = TypeVar("S", bound=QuestionScript)
T = TypeVar("T", bound=Settings)


class QuestionKind(ABC, Generic[S, T]):
    """One kind of question. The table of all is `sessions.kinds.KINDS`."""

    kind: ClassVar[Kind]
    script_model: type[S]
    settings_model: type[T]
    takes_answer: ClassVar[bool] = True
    is_read: ClassVar[bool] = False
    """Whether answers are words, which take others time to read."""

    @abstractmethod
    def settings(self, script: S) -> T:
        """What a version made from this script keeps as its settings."""

    def items(self, script: S) -> list[ItemDraft]:
        """Options, statements and ends, each with its stable key."""
        return []

    @abstractmethod
    def own_fields(self, version: QuestionVersion) -> dict[str, Any]:
        """The script's keys that only this kind has, read back from a version.

        Together with the common keys they make an equal script. A key that would be made
        from its text again is left out.
        """

    @abstractmethod
    def minutes(self, version: QuestionVersion) -> float:
        """How long one answer is likely to take, reading the question included."""

    def settings_of(self, version: QuestionVersion) -> T:
        """A version's settings, typed."""
        return self.settings_model.model_validate(version.settings)


def items_of(version: QuestionVersion, kind: ItemKind) -> list[QuestionItem]:
    """A version's items of one kind in their order; no query where they are prefetched."""
    return sorted(
        (item for item in version.items.all() if item.kind == kind),
        key=lambda item: item.position,
    )
