"""What of a person is looked for in what others wrote: their names, and runs of their words."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.text.ranges import Range, merged
from participants.models import AnswerValue, Participant, ReplyVersion

# So many words in a row are somebody's own; fewer are anybody's.
RUN = 5
# A shorter part of a name is a word like any other.
_SHORTEST_NAME = 3
_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Sought:
    """Words in lower case. `parts` are single names, which count with their capital alone."""

    names: frozenset[Words]
    parts: frozenset[str]
    runs: frozenset[Words]

    @classmethod
    def of(cls, person: Participant) -> "Sought":
        """Five queries. Parts of a name that others of the board bear too are left out."""
        whole = {_words(name) for name in (person.name, person.pseudonym, person.email)}
        return cls(
            names=frozenset(name for name in whole if len("".join(name)) >= _SHORTEST_NAME),
            parts=frozenset(_parts(person)),
            runs=frozenset(run for text in _texts_of(person) for run in _runs(_words(text))),
        )

    def ranges_in(self, text: str) -> list[Range]:
        """Where any of it stands, in code points; what touches or overlaps is one range."""
        found = list(_WORD.finditer(text))
        words = [one.group().casefold() for one in found]
        ranges = [
            (found[start].start(), found[start + length - 1].end())
            for length, among in self._by_length()
            for start in range(len(words) - length + 1)
            if tuple(words[start : start + length]) in among
        ]
        ranges += [one.span() for one in found if one.group() in self.parts]
        return merged(ranges)

    def _by_length(self) -> Iterator[tuple[int, frozenset[Words]]]:
        yield RUN, self.runs
        for length in {len(name) for name in self.names}:
            yield length, frozenset(name for name in self.names if len(name) == length)


def _words(text: str) -> Words:
    return tuple(one.casefold() for one in _WORD.findall(text))


def _runs(words: Words) -> Iterable[Words]:
    return (words[start : start + RUN] for start in range(len(words) - RUN + 1))


def _parts(person: Participant) -> set[str]:
    others = Participant.objects.filter(board=person.board_id).exclude(pk=person.pk)
    borne = {part for name in others.values_list("name", flat=True) for part in name.split()}
    return {
        part
        for part in _WORD.findall(person.name)
        if len(part) >= _SHORTEST_NAME and part[0].isupper() and part not in borne
    }


def _texts_of(person: Participant) -> Iterator[str]:
    versions = ReplyVersion.objects.filter(reply__participant=person)
    values = AnswerValue.objects.filter(version__in=versions)
    for rows in (versions, values):
        for text, original in rows.values_list("text", "original"):
            yield from filter(None, (text, original))
