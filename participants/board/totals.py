"""How the answers to a closed question are spread, over those this reader may read."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bulletin.drawing.canvas import Frame
from participants.board.rows import Row
from participants.kinds import KINDS
from participants.kinds.base import Chart, Given, Tally
from participants.kinds.pictures import Group, explained, picture_of
from participants.kinds.tables import Table, tables_of
from participants.models import AnswerValue
from sessions.enums import ItemKind, Kind
from sessions.models import Question


@dataclass(frozen=True, slots=True)
class Spread:
    """One closed question's answers as a page shows them; `words` are those of "other"."""

    picture: SafeString
    tables: list[Table]
    explained: str
    words: tuple[str, ...]


# Fewer people's answers than this would tell who chose what (rule 2).
LEAST_PEOPLE = 3


def spread_of(question: Question, rows: Sequence[Row]) -> Spread | None:
    """None for prose, and for fewer than three people's answers. One query otherwise."""
    charts = _charts_of(question, rows)
    if not charts:
        return None
    everyone = [Group("", charts)]
    return Spread(
        picture=picture_of(Frame("spread", _("How the answers are spread")), everyone),
        tables=tables_of(everyone),
        explained=explained(charts[0]),
        words=charts[0].words,
    )


def _charts_of(question: Question, rows: Sequence[Row]) -> tuple[Chart, ...]:
    kind = KINDS[Kind(question.kind)]
    counted = [row for row in rows if row.counts]
    if not kind.is_closed or len({row.participant for row in counted}) < LEAST_PEOPLE:
        return ()
    whose = {uuid.UUID(row.version): row.participant for row in counted}
    charts = kind.charts(question.wording, _tally_of(whose))
    return tuple(chart for chart in charts if not chart.is_row or chart.out_of)


def _tally_of(whose: Mapping[uuid.UUID, str | None]) -> Tally:
    """The values of these versions; items by key, so that an older wording counts with a newer.

    A row of a grid that fewer than three people have had before them does not count: it came
    with a later wording, and would tell what they chose.
    """
    values = AnswerValue.objects.filter(version__in=whose).values_list(
        "version", "item__kind", "item__key", "number", "text", "column__key"
    )
    given: Counter[Given] = Counter()
    people: defaultdict[str, set[str | None]] = defaultdict(set)
    for version, kind, key, number, text, column in values:
        given[Given(key or "", number, text, column or "")] += 1
        if kind == ItemKind.ROW:
            people[key].add(whose[version])
    few = {key for key, told in people.items() if len(told) < LEAST_PEOPLE}
    kept = {value: times for value, times in given.items() if value.key not in few}
    return Tally(len(whose), kept)
