"""A question of any kind and its form, for the tests of kinds."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from participants.kinds import KINDS
from participants.kinds.base import AnswerForm
from participants.kinds.charts import Given, Tally
from participants.models import Participant
from sessions.enums import Kind
from sessions.models import QuestionItem, QuestionVersion
from tests import factories


def wording(kind: Kind, **fields: Any) -> QuestionVersion:
    """A published wording of this kind on a board of its own."""
    return factories.question(factories.stage(factories.board()), kind=kind, **fields).wording


def item(version: QuestionVersion, key: str) -> QuestionItem:
    return version.items.get(key=key)


def someone(version: QuestionVersion) -> Participant:
    return factories.participant(version.question.stage.board)


def filled(version: QuestionVersion, **data: Any) -> AnswerForm:
    """The form as posted; `rank_KEY` and `vote_KEY` name the boxes of items by their keys."""
    posted: dict[str, Any] = {}
    for name, value in data.items():
        box, mark, key = name.partition("_")
        posted[f"{box}-{item(version, key.replace('_', '-')).pk}" if mark else name] = value
    return KINDS[Kind(version.question.kind)].form(version, someone(version), posted)


def tally(answers: Sequence[Sequence[Given]]) -> Tally:
    """What these answers come to."""
    return Tally(len(answers), Counter(value for answer in answers for value in answer))
