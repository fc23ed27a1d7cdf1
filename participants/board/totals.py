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
from participants.kinds.charts import Chart, Given, Tally
from participants.kinds.pictures import Group, explained, picture_of
from participants.kinds.tables import Table, tables_of
from participants.models import AnswerValue
from sessions.enums import Kind
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
    """Without the rows and statements that fewer than three people answered as they read now:
    they would tell what somebody chose."""
    kind = KINDS[Kind(question.kind)]
    counted = [row for row in rows if row.counts]
    if not kind.is_closed or len({row.participant for row in counted}) < LEAST_PEOPLE:
        return ()
    whose = {uuid.UUID(row.version): row.participant for row in counted}
    given, givers = _given_in(whose)
    charts = kind.charts(question.wording, Tally(len(whose), given))
    people = kind.people_by_row(question.wording, givers)
    if not people:
        return charts
    rows_told = zip(charts, people, strict=True)
    return tuple(chart for chart, number in rows_told if number >= LEAST_PEOPLE)


def _given_in(
    whose: Mapping[uuid.UUID, str | None],
) -> tuple[Counter[Given], Mapping[Given, set[str | None]]]:
    """How often each value was given in these versions, and by whom; items by key, so that an
    older wording counts with a newer."""
    values = AnswerValue.objects.filter(version__in=whose).values_list(
        "version", "item__key", "number", "text", "column__key"
    )
    given: Counter[Given] = Counter()
    givers: defaultdict[Given, set[str | None]] = defaultdict(set)
    for version, key, number, text, column in values:
        value = Given(key or "", number, text, column or "")
        given[value] += 1
        givers[value].add(whose[version])
    return given, givers
