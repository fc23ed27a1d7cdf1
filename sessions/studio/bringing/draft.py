"""A guide as it was understood: what a facilitator is shown before anything is made."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from sessions.enums import Kind


class Became(TextChoices):
    """What a line of the guide is taken for."""

    TITLE = "title", _("Title of the board")
    WELCOME = "welcome", _("Welcome")
    STAGE = "stage", _("Stage")
    INTRODUCTION = "introduction", _("Introduction of the stage")
    QUESTION = "question", _("Question")
    PROMPT = "prompt", _("More of the question")
    OPTION = "option", _("Option")
    OTHER = "other", _("Option, with words of one's own")
    NOTE = "note", _("Private note")
    NOTHING = "nothing", _("Not understood")


@dataclass
class Read:
    """One line, what it became, and why where that is not plain to see."""

    number: int
    text: str
    became: Became
    why: str = ""

    @property
    def label(self) -> str:
        return str(Became(self.became).label)


@dataclass
class OptionDraft:
    text: str
    read: Read

    @property
    def words(self) -> str:
        """Its text as an option is kept: on one line, with single blanks."""
        return " ".join(self.text.split())


@dataclass
class QuestionDraft:
    """A question as its lines say it; `kind` and what belongs to it are settled at the end."""

    paragraphs: list[str] = field(default_factory=list)
    options: list[OptionDraft] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headed: bool = False
    kind: Kind = Kind.TEXT
    other: bool = False
    most: int | None = None
    ends: tuple[int, int] | None = None
    ends_in_words: tuple[str, str] = ("", "")
    remarks: list[str] = field(default_factory=list)

    @property
    def prompt(self) -> str:
        return "\n\n".join(self.paragraphs)

    @property
    def words(self) -> str:
        """The prompt on one line, with single blanks."""
        return " ".join(self.prompt.split())

    @property
    def note(self) -> str:
        return "\n\n".join(self.notes)

    @property
    def kind_label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def is_only_headed(self) -> bool:
        """Whether a heading and plain text are all there is: a numbered line may go on from it."""
        return self.headed and not self.options and not self.notes


@dataclass
class StageDraft:
    title: str
    introductions: list[str] = field(default_factory=list)
    questions: list[QuestionDraft] = field(default_factory=list)

    @property
    def introduction(self) -> str:
        return "\n\n".join(self.introductions)


@dataclass
class GuideDraft:
    """Every line that is not empty stands in `reads` once, in order."""

    title: str = ""
    welcomes: list[str] = field(default_factory=list)
    stages: list[StageDraft] = field(default_factory=list)
    reads: list[Read] = field(default_factory=list)

    @property
    def welcome(self) -> str:
        return "\n\n".join(self.welcomes)

    @property
    def questions(self) -> list[QuestionDraft]:
        return [question for stage in self.stages for question in stage.questions]

    @property
    def not_understood(self) -> list[Read]:
        return [read for read in self.reads if read.became == Became.NOTHING]
