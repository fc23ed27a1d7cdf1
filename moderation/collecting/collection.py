"""All that is collected, as its page shows it: loose passages first, then by statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import Truncator

from moderation.collecting.lines import PassageLine, lines_of, passages_for
from moderation.collecting.summaries import Place, places_of, prompt_of
from moderation.models import Statement
from moderation.web import Desk
from sessions.models import Question, Stage
from sessions.rules import has_opened

# Of a statement, where one is chosen from a list.
CHARACTERS_TO_CHOOSE_BY = 60


@dataclass(frozen=True)
class Choice:
    """A statement that a passage can be put under."""

    statement: Statement
    words: str


@dataclass(frozen=True)
class PlacedLine:
    """A passage in one of its places, and the statements that it can be put under from there."""

    line: PassageLine
    choices: list[Choice]
    out_of: Statement | None = None


@dataclass(frozen=True)
class Card:
    """A statement with its passages."""

    place: Place
    lines: list[PlacedLine]

    @property
    def statement(self) -> Statement:
        return self.place.statement


@dataclass(frozen=True)
class SummaryCards:
    """A summary, what it asks as that was typed last, and its statements."""

    question: Question
    prompt: str
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True)
class Collection:
    """`loose` are under no statement; `waiting` are for the next summary."""

    loose: list[PlacedLine]
    waiting: list[Card]
    summaries: list[SummaryCards]
    removed: list[Statement]

    @property
    def is_empty(self) -> bool:
        return not (self.loose or self.waiting or self.summaries or self.removed)


def collection_for(desk: Desk) -> Collection:
    """Eight queries, however much is collected."""
    lines = {line.passage.pk: line for line in lines_of(desk, passages_for(desk))}
    statements = list(_statements(desk))
    places = places_of(one for one in statements if one.removed_at is None)
    under = _passages_under(desk)
    cards = [_card(place, places, lines, under) for place in places]
    placed = {pk for place in places for pk in under[place.statement.pk]}
    loose = [_placed(line, places, under) for pk, line in lines.items() if pk not in placed]
    return Collection(
        loose=loose,
        waiting=[card for card in cards if card.place.is_waiting],
        summaries=_by_summary(cards),
        removed=[one for one in statements if one.removed_at],
    )


def _statements(desk: Desk) -> QuerySet[Statement]:
    return (
        Statement.objects.filter(board=desk.board)
        .select_related("question__stage", "question__current_version", "question__working_copy")
        .prefetch_related("question__current_version__items")
        .order_by("position", "pk")
    )


def _passages_under(desk: Desk) -> Mapping[UUID, list[UUID]]:
    """By statement."""
    under: dict[UUID, list[UUID]] = defaultdict(list)
    rows = Statement.passages.through.objects.filter(statement__board=desk.board)
    for statement, passage in rows.values_list("statement", "passage"):
        under[statement].append(passage)
    return under


def _card(
    place: Place,
    places: Iterable[Place],
    lines: Mapping[UUID, PassageLine],
    under: Mapping[UUID, list[UUID]],
) -> Card:
    mine = set(under[place.statement.pk])
    return Card(
        place,
        [
            _placed(line, places, under, out_of=place.statement)
            for pk, line in lines.items()
            if pk in mine
        ],
    )


def _placed(
    line: PassageLine,
    places: Iterable[Place],
    under: Mapping[UUID, list[UUID]],
    out_of: Statement | None = None,
) -> PlacedLine:
    choices = [
        Choice(place.statement, Truncator(place.text).chars(CHARACTERS_TO_CHOOSE_BY))
        for place in places
        if line.passage.pk not in under[place.statement.pk]
    ]
    return PlacedLine(line, choices, out_of)


def _by_summary(cards: Iterable[Card]) -> list[SummaryCards]:
    """In the guide's order."""
    found: dict[UUID, SummaryCards] = {}
    for card in cards:
        if question := card.place.question:
            summary = SummaryCards(question, prompt_of(question))
            found.setdefault(question.pk, summary).cards.append(card)
    return sorted(
        found.values(), key=lambda one: (one.question.stage.position, one.question.position)
    )


def stages_for_a_summary(desk: Desk) -> tuple[list[Stage], Stage | None]:
    """Those that have one before them, and the first of them that has not opened: one query."""
    stages = list(desk.board.stages.order_by("position"))[1:]
    for stage in stages:
        stage.board = desk.board
    ahead = [stage for stage in stages if not has_opened(stage, desk.now)]
    return stages, next(iter(ahead), stages[-1] if stages else None)
