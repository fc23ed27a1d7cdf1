"""How the answers to a closed question are spread, over those this reader may read."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from participants.board.rows import Row
from participants.kinds import KINDS
from participants.kinds.base import Chart, Given
from participants.models import AnswerValue
from sessions.enums import Kind
from sessions.models import Question

# Fewer people's answers than this would tell who chose what (rule 2).
LEAST_PEOPLE = 3


def charts_of(question: Question, rows: Sequence[Row]) -> tuple[Chart, ...]:
    """Nothing for prose, nor for fewer than three people's answers. One query otherwise."""
    kind = KINDS[Kind(question.kind)]
    counted = [row for row in rows if row.counts]
    if not kind.is_closed or len({row.participant for row in counted}) < LEAST_PEOPLE:
        return ()
    versions = [uuid.UUID(row.version) for row in counted]
    return kind.charts(question.wording, _given_in(versions))


def _given_in(versions: Sequence[uuid.UUID]) -> list[list[Given]]:
    """The values of each version; items by key, so that an older wording counts with a newer."""
    given: dict[uuid.UUID, list[Given]] = defaultdict(list)
    values = AnswerValue.objects.filter(version__in=versions).values_list(
        "version_id", "item__key", "number", "text"
    )
    for version, key, number, text in values:
        given[version].append(Given(key=key or "", number=number, text=text))
    return [given[version] for version in versions]
