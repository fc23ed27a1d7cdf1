"""A question as its form shows it: in the shape of its kind's script model."""

from typing import Any

from sessions.enums import ItemKind
from sessions.kinds.base import items_of
from sessions.models import Question, QuestionVersion, WorkingCopy
from sessions.script.describing import question_script

Typed = dict[str, Any]

# The lists of a script whose entries are items with stable keys.
LISTS = {
    "options": ItemKind.OPTION,
    "statements": ItemKind.STATEMENT,
    "rows": ItemKind.ROW,
    "columns": ItemKind.COLUMN,
    "marks": ItemKind.MARK,
}


def copy_of(question: Question) -> WorkingCopy | None:
    return getattr(question, "working_copy", None)


def typed_in(question: Question) -> Typed:
    """What was typed last, published or not."""
    copy = copy_of(question)
    return copy.script if copy else published_in(question)


def published_in(question: Question) -> Typed:
    """The published wording and rules; nothing but key and kind where there is none.

    Once somebody may have met the wording every item says its key, so that it keeps it when its
    text changes.
    """
    version = question.current_version
    if version is None:
        return {"key": question.key, "kind": question.kind}
    script = {key: value for key, value in question_script(question).items() if value is not None}
    if is_fixed(question, version):
        for name in LISTS.keys() & script.keys():
            script[name] = _with_keys(script[name], version, LISTS[name])
    return script


def is_fixed(question: Question, version: QuestionVersion) -> bool:
    """Whether this wording stays for ever: somebody may have met it."""
    return question.stage.board.launched_at is not None or version.first_answered_at is not None


def _with_keys(entries: list[Typed], version: QuestionVersion, kind: ItemKind) -> list[Typed]:
    items = items_of(version, kind)
    return [entry | {"key": item.key} for entry, item in zip(entries, items, strict=True)]
