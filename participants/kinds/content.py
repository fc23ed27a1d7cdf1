"""What an answer says, and how it is found again in another wording of its question."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from uuid import UUID

from participants.models import AnswerValue, ReplyVersion
from sessions.models import QuestionItem, QuestionVersion

# A form as it is typed: field name to the strings in it, as a draft keeps it.
Fields = dict[str, list[str]]


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
