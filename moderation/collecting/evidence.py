"""What each statement of a summary rests on, beside its results and where it is written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from moderation.collecting.lines import PassageLine, lines_of, passages_for
from moderation.models import Statement
from moderation.web import Desk
from sessions.enums import ItemKind, Kind
from sessions.kinds.base import items_of
from sessions.models import Question


@dataclass(frozen=True)
class Evidence:
    """The passages that a statement was made of, as they read now."""

    lines: list[PassageLine]

    @property
    def passages(self) -> int:
        """Those whose words are still there."""
        return sum(line.is_there for line in self.lines)


@dataclass(frozen=True)
class Rest:
    """A statement as it is published, and what it rests on."""

    text: str
    evidence: Evidence


def evidence_by_key(
    desk: Desk, questions: Iterable[Question]
) -> Mapping[UUID, Mapping[str, Evidence]]:
    """By question, then by the key of its item: five queries, and none without a summary.

    Nothing for who does not run the board.
    """
    summaries = [one for one in questions if one.kind == Kind.SUMMARY]
    if not summaries or not desk.member.reads_everything:
        return {}
    under = _passages_under(summaries)
    wanted = {passage for passages in under.values() for passage in passages}
    lines = lines_of(desk, passages_for(desk).filter(pk__in=wanted))
    found: dict[UUID, dict[str, Evidence]] = defaultdict(dict)
    for (question, key), passages in under.items():
        found[question][key] = Evidence([one for one in lines if one.passage.pk in passages])
    return found


def rests_on(desk: Desk, questions: Iterable[Question]) -> dict[UUID, list[Rest]]:
    """By question, each published statement that was made of passages, in its order. The wording
    must have its items at hand."""
    questions = list(questions)
    by_key = evidence_by_key(desk, questions)
    return {one.pk: _rests(one, by_key[one.pk]) for one in questions if one.pk in by_key}


def _rests(question: Question, by_key: Mapping[str, Evidence]) -> list[Rest]:
    items = items_of(question.wording, ItemKind.STATEMENT)
    return [Rest(item.text, by_key[item.key]) for item in items if item.key in by_key]


def _passages_under(summaries: Iterable[Question]) -> dict[tuple[UUID, str], set[UUID]]:
    rows = Statement.passages.through.objects.filter(
        statement__question__in=summaries, statement__removed_at=None
    )
    under: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for question, key, passage in rows.values_list(
        "statement__question", "statement__key", "passage"
    ):
        under[question, key].add(passage)
    return under
