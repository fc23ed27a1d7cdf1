"""A transcript to be read: rows become titles, questions as they were worded, and sayings.

What a document, a web page and a plain text have in common; each writes these blocks its way.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from moderation.enums import Arrangement
from moderation.transcripts.notes import Notes, day_of, headline
from moderation.transcripts.record import (
    Heading,
    ItemRecord,
    Row,
    StimulusRecord,
    Value,
    WordingRecord,
)
from moderation.transcripts.telling import PARTICIPANT
from moderation.transcripts.verdicts import notes_of
from participants.enums import Vote
from sessions.enums import ItemKind

_SAY_WHICH = (
    ItemKind.ROW,
    ItemKind.COLUMN,
    ItemKind.LOW_END,
    ItemKind.HIGH_END,
    ItemKind.PICTURE,
    ItemKind.MARK,
)


@dataclass(frozen=True, slots=True)
class Title:
    """`level` 1 to 3."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What participants were asked or told, in Markdown; `lead` says which version, if several."""

    text: str
    lead: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """One version of one reply. `depth` is how deep it hangs in its thread, 0 to 2."""

    speaker: str
    role: str
    words: str
    choices: str
    notes: Notes
    depth: int = 0
    by_staff: bool = False
    pictures: tuple[Value, ...] = ()


Block = Title | Wording | Saying
Outline = list[tuple[object, str]]


def blocks(heading: Heading, rows: Iterable[Row]) -> Iterator[Block]:
    """The guide alone where that was asked for; else the rows under their titles."""
    if heading.selection.instructions_only:
        return _guide(heading)
    return chain(_Reading(heading).of(rows), _verdicts(heading))


def _verdicts(heading: Heading) -> Iterator[Block]:
    """What contributors said of the report stands behind all that they said before it."""
    if heading.verdicts:
        yield Title(1, _("What contributors said of the report"))
        yield Wording(_("Did we get it right?"))
    for one in heading.verdicts:
        yield Saying(
            speaker=one.author,
            role=PARTICIPANT,
            words=one.words,
            choices=str(Vote(one.verdict).label),
            notes=notes_of(one),
        )


def _guide(heading: Heading) -> Iterator[Block]:
    if heading.board.welcome:
        yield Title(1, _("Welcome"))
        yield Wording(heading.board.welcome)
    for stage in heading.guide:
        yield Title(1, stage.title)
        if stage.introduction:
            yield Wording(stage.introduction)
        for question in stage.questions:
            if question.wordings:
                yield Title(2, headline(question.wordings[-1].prompt))
                yield from _wordings(question.wordings[-1:])


def _wordings(wordings: list[WordingRecord]) -> Iterator[Wording]:
    """Each wording; none where there is one alone, whose title says all of it already."""
    several = len(wordings) > 1
    for wording in wordings:
        items = (*map(_stimulus, wording.stimuli), *map(_item, wording.items))
        in_title = not several and headline(wording.prompt) == wording.prompt.strip()
        if in_title and not items:
            continue
        lead = _("Version %(number)s") % {"number": wording.version} if several else ""
        yield Wording("" if in_title else wording.prompt, lead, items)


def _item(item: ItemRecord) -> str:
    """An option or statement with what stands over it; what else there is says what it is."""
    over = str(ItemKind(item.kind).label) if item.kind in _SAY_WHICH else item.heading
    text = f"{over} · {item.text}" if over else item.text
    return f"{text} ({_named(item.picture)})" if item.picture else text


def _stimulus(stimulus: StimulusRecord) -> str:
    return f"{_named(stimulus.file)} · {stimulus.alternative}"


def _named(file: str) -> str:
    return _("Picture or file “%(name)s”") % {"name": file}


class _Reading:
    """Puts a title wherever the outline of a row differs from that of the row before, and a
    question's wordings where it is asked first."""

    def __init__(self, heading: Heading) -> None:
        self._by = heading.selection.by
        self._wordings = {
            (stage.key, question.key): question.wordings
            for stage in heading.guide
            for question in stage.questions
        }
        self._asked: set[tuple[str, str]] = set()
        self._at: Outline = []

    def of(self, rows: Iterable[Row]) -> Iterator[Block]:
        for row in rows:
            yield from self._titles(row)
            key = (row.stage, row.question)
            if key not in self._asked:
                self._asked.add(key)
                yield from _wordings(self._wordings[key])
            yield self._saying(row)

    def _titles(self, row: Row) -> Iterator[Title]:
        outline = self._outline(row)
        same = 0
        while same < min(len(outline), len(self._at)) and outline[same] == self._at[same]:
            same += 1
        for level, (_key, text) in enumerate(outline[same:], start=same + 1):
            yield Title(level, text)
        self._at = outline

    def _outline(self, row: Row) -> Outline:
        stage, question = (row.stage, row.stage_title), self._question(row)
        whom = row.addressee_person if row.person is None else row.person
        person = (whom, (row.author if row.person else row.addressee) or _("Staff"))
        return {
            Arrangement.QUESTION: [stage, question],
            Arrangement.PERSON: [person, question],
            Arrangement.STAGE: [stage, person, question],
            Arrangement.TIME: [(row.day, day_of(row)), question],
        }[self._by]

    def _question(self, row: Row) -> tuple[object, str]:
        """Under its latest wording, so that one question has one title."""
        key = (row.stage, row.question)
        return key, headline(self._wordings[key][-1].prompt)

    def _saying(self, row: Row) -> Saying:
        return Saying(
            speaker=row.author,
            role=row.role,
            words=row.words,
            choices=row.choices,
            notes=Notes.of(row),
            depth=self._depth(row),
            by_staff=row.person is None,
            pictures=tuple(one for one in row.values if one.held and one.held.small),
        )

    def _depth(self, row: Row) -> int:
        """Only where threads stand together; what begins or has lost its thread is not indented."""
        if self._by != Arrangement.QUESTION:
            return 0
        if row.thread is None or row.thread == row.reply:
            return 0
        return 1 if row.parent in (None, row.thread) else 2
