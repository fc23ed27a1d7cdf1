"""Where words stand in what somebody submitted: in every version, in the words of "other", and in
what files are said to show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from unicodedata import normalize

from django.db.models import Prefetch, QuerySet

from bulletin.text.ranges import Range, Replaced, above, beneath, merged, occurrences
from participants.models import AnswerValue, Redaction, Reply, ReplyVersion


@dataclass(frozen=True)
class Words:
    """One text of a reply: a version's prose, the words of its "other", or what a file shows."""

    version: ReplyVersion
    value: AnswerValue | None
    redactions: list[Redaction]
    """Those that stand, whose words still lie beneath them."""

    @property
    def holder(self) -> AnswerValue | ReplyVersion:
        return self.value or self.version

    @property
    def shown(self) -> str:
        return self.holder.text

    @property
    def submitted(self) -> str:
        return self.holder.original or self.shown

    @property
    def replaced(self) -> list[Replaced]:
        """What is shown, as ranges of what was submitted that do not overlap."""
        return replaced_by(self.redactions)


def replaced_by(redactions: Sequence[Redaction]) -> list[Replaced]:
    """What these put in place of which ranges, none of which overlap."""
    first: dict[Range, str] = {}
    wholes = merged((one.start, one.end) for one in redactions)
    for one in sorted(redactions, key=lambda one: (one.start, one.end)):
        whole = next(whole for whole in wholes if whole[0] <= one.start < whole[1])
        first.setdefault(whole, one.replacement)
    return [(start, end, replacement) for (start, end), replacement in first.items()]


@dataclass(frozen=True)
class Place:
    """A range of what was submitted, in code points, that reads as something else from then on."""

    words: Words
    start: int
    end: int


def words_of(reply: Reply, *, lock: bool = False) -> list[Words]:
    """Every text of the reply, the earliest version first: three queries, whatever it says."""
    versions = ReplyVersion.objects.filter(reply=reply).order_by("number")
    if lock:
        versions = versions.select_for_update(of=("self",))
    return [words for version in _with_what_is_hidden(versions) for words in _texts(version)]


def _with_what_is_hidden(versions: QuerySet[ReplyVersion]) -> QuerySet[ReplyVersion]:
    values = AnswerValue.objects.select_related("item", "column")
    return versions.prefetch_related(
        Prefetch("values", values),
        Prefetch("redactions", Redaction.objects.standing()),
    )


def _texts(version: ReplyVersion) -> Iterator[Words]:
    standing = list(version.redactions.all())
    yield Words(version, None, [one for one in standing if one.value_id is None])
    for value in version.values.all():
        if value.is_own_words and value.text:
            yield Words(version, value, [one for one in standing if one.value_id == value.pk])


def places_in(texts: Iterable[Words], phrase: str, *, in_longer: bool = False) -> list[Place]:
    """Where the phrase stands, in what was submitted or in what is read of it now.

    What is hidden already is no place; one that is hidden in part is a place with all that
    hides it.
    """
    wanted = normalize("NFC", phrase)
    return [
        Place(words, start, end)
        for words in texts
        for start, end in _ranges_in(words, wanted, in_longer)
    ]


def _ranges_in(words: Words, phrase: str, in_longer: bool) -> list[Range]:
    replaced = words.replaced
    hidden = [(start, end) for start, end, _replacement in replaced]
    submitted = [
        found
        for found in occurrences(words.submitted, phrase, in_longer=in_longer)
        if not any(start <= found[0] and found[1] <= end for start, end in hidden)
    ]
    read = occurrences(words.shown, phrase, in_longer=in_longer) if hidden else []
    found = submitted + [below for one in read if (below := beneath(one, replaced))]
    return _with_what_hides(found, hidden)


def places_at(words: Words, ranges: Iterable[Range]) -> list[Place]:
    """These ranges of what was submitted as places: what is hidden already is none, and what is
    hidden in part is one with all that hides it."""
    hidden = [(start, end) for start, end, _replacement in words.replaced]
    found = [
        one for one in ranges if not any(start <= one[0] and one[1] <= end for start, end in hidden)
    ]
    return [Place(words, *whole) for whole in _with_what_hides(found, hidden)]


def _with_what_hides(found: list[Range], hidden: list[Range]) -> list[Range]:
    return [
        whole for whole in merged([*found, *hidden]) if any(_overlap(whole, one) for one in found)
    ]


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def place_now(place: Range, redactions: Sequence[Redaction], *, since: datetime) -> Range:
    """Where a range of what had been submitted by then is read now. `redactions` are all of the
    text's."""
    for replaced in _layers(redactions, since):
        place = above(place, replaced)
    return place


def place_beneath(
    place: Range, redactions: Sequence[Redaction], *, since: datetime
) -> Range | None:
    """Where it lies in what is submitted now, what was destroyed since left out; None where all of
    it was."""
    gone = [one for one in redactions if one.destroyed_at]
    if is_hidden(place, gone, since=since):
        return None
    return place_now(place, gone, since=since)


def is_hidden(
    place: Range, redactions: Sequence[Redaction], *, since: datetime, in_part: bool = False
) -> bool:
    """Whether all that was submitted there reads as something else now; or, `in_part`, any of
    it."""
    for replaced in _layers(redactions, since):
        for start, end, _replacement in replaced:
            if start <= place[0] and place[1] <= end:
                return True
            if in_part and _overlap(place, (start, end)):
                return True
        place = above(place, replaced)
    return False


def _layers(redactions: Sequence[Redaction], since: datetime) -> Iterator[list[Replaced]]:
    """What came to lie over the words since then: what was destroyed at one moment took the place
    of what was submitted, and what was hidden later lies over that."""
    gone = [one for one in redactions if one.destroyed_at and one.destroyed_at > since]
    for _when, batch in groupby(sorted(gone, key=_destroyed), key=_destroyed):
        yield replaced_by(list(batch))
    yield replaced_by([one for one in redactions if one.destroyed_at is None])


def _destroyed(redaction: Redaction) -> datetime:
    assert redaction.destroyed_at is not None
    return redaction.destroyed_at
