"""Everybody's marks on one picture, for staff: by what they mean, and by segment."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from bulletin.media.models import MediaFile
from moderation.desk.guide import is_closed_to
from moderation.insight.comparing import Comparison
from moderation.insight.counting import counted_replies
from moderation.web import Desk
from participants.kinds.sheets import WHOLE
from participants.models import AnswerValue, Membership
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import Question, SegmentSet

# What tells the kinds of mark from one another without colour, in turn.
SHAPES = ("circle", "square", "diamond", "triangle", "cross", "ring")


@dataclass(frozen=True)
class Put:
    """One mark: where it is in thousandths, what it means by its key, and whose it is."""

    across: int
    down: int
    kind: str
    person: UUID


@dataclass(frozen=True)
class Dot:
    """Where it is drawn on a sheet 1000 wide, and in which shape."""

    across: int
    down: int
    shape: str


@dataclass(frozen=True)
class Meaning:
    key: str
    text: str
    shape: str


@dataclass(frozen=True)
class Line:
    """A ninth of the picture by its name, with how many marks of each kind are in it."""

    region: str
    counts: list[int]


@dataclass(frozen=True)
class Group:
    name: str
    people: int
    dots: list[Dot]
    lines: list[Line]


@dataclass(frozen=True)
class Marks:
    file: MediaFile
    height: int
    meanings: list[Meaning]
    groups: list[Group]


def marks_of(desk: Desk, question: Question, comparison: Comparison) -> Marks | None:
    """On the picture as it is asked about now; two queries, and one more by a set of segments.

    None for any other kind, before anybody has marked it, and for whoever may not read it.
    Segments are told to those alone who read everything.
    """
    if question.kind != Kind.ANNOTATE or is_closed_to(desk, question):
        return None
    (picture,) = items_of(question.wording, ItemKind.PICTURE)
    file = picture.picture
    put = _put(desk, question, file) if file else []
    if file is None or not put:
        return None
    height = round(WHOLE * (file.height or 1) / (file.width or 1))
    meanings = _meanings(question)
    by = comparison.by if desk.member.reads_everything else None
    groups = [
        _group(name, marks, meanings, height) for name, marks in _by_segment(put, by) if marks
    ]
    return Marks(file, height, meanings, groups)


def _put(desk: Desk, question: Question, file: MediaFile) -> list[Put]:
    answers = counted_replies(desk.member).answers().filter(question=question, withdrawn_at=None)
    marks = AnswerValue.objects.filter(
        version__in=answers.values("current_version"), file=file, across__isnull=False
    ).order_by("version", "place")
    found = marks.values_list("across", "down", "item__key", "version__reply__participant")
    return [Put(across or 0, down or 0, kind or "", person) for across, down, kind, person in found]


def _meanings(question: Question) -> list[Meaning]:
    """Plain marks mean nothing in particular."""
    kinds = items_of(question.wording, ItemKind.MARK)
    if not kinds:
        return [Meaning("", _("Marks"), SHAPES[0])]
    return [Meaning(one.key, one.text, shape) for one, shape in zip(kinds, SHAPES, strict=False)]


def _by_segment(put: Sequence[Put], by: SegmentSet | None) -> Iterator[tuple[str, list[Put]]]:
    yield _("Everyone") if by else "", list(put)
    if by is None:
        return
    held = Membership.objects.current().filter(segment_set=by)
    people: dict[str, set[UUID]] = {}
    ordered = held.order_by("segment__position").values_list("segment__value", "participant")
    for value, person in ordered:
        people.setdefault(value, set()).add(person)
    for value, whose in people.items():
        yield value, [one for one in put if one.person in whose]
    without = set().union(*people.values())
    yield _("Without a value"), [one for one in put if one.person not in without]


def _group(name: str, put: list[Put], meanings: list[Meaning], height: int) -> Group:
    shapes = {one.key: one.shape for one in meanings}
    dots = [
        Dot(one.across, round(one.down * height / WHOLE), shapes.get(one.kind, SHAPES[0]))
        for one in put
    ]
    counted = Counter((_ninth(one), one.kind) for one in put)
    lines = [
        Line(region, [counted[at, one.key] for one in meanings])
        for at, region in enumerate(_regions())
    ]
    return Group(name, len({one.person for one in put}), dots, lines)


def _ninth(put: Put) -> int:
    """Its place among the nine, row by row; what is on the far edge belongs to the last."""
    third = [min(2, one * 3 // WHOLE) for one in (put.across, put.down)]
    return third[1] * 3 + third[0]


def _regions() -> list[str]:
    return [
        _("top left"),
        _("top middle"),
        _("top right"),
        _("middle left"),
        _("middle"),
        _("middle right"),
        _("bottom left"),
        _("bottom middle"),
        _("bottom right"),
    ]
