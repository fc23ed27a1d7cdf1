"""The summaries that statements became, with what their items say now."""

from collections.abc import Iterable
from dataclasses import dataclass

from moderation.models import Statement
from sessions.enums import ItemKind
from sessions.kinds.base import items_of
from sessions.models import Question
from sessions.studio.typed import copy_of


def texts_by_key(question: Question) -> dict[str, str]:
    """What each statement says as it was typed last; one that is published and not taken away
    by what waits says what it says there. The wording must have its items at hand."""
    published = _published(question)
    copy = copy_of(question)
    return published | (_typed(copy.script) if copy else {})


def prompt_of(question: Question) -> str:
    """As it was typed last."""
    copy, version = copy_of(question), question.current_version
    published = version.prompt if version else ""
    return str(copy.script.get("prompt", "")) if copy else published


def _published(question: Question) -> dict[str, str]:
    version = question.current_version
    items = items_of(version, ItemKind.STATEMENT) if version else []
    return {item.key: item.text for item in items}


def _typed(script: dict[str, object]) -> dict[str, str]:
    entries = script.get("statements", ())
    assert isinstance(entries, Iterable)
    said = [one for one in entries if isinstance(one, dict)]
    return {one["key"]: one.get("text", "") for one in said if one.get("key")}


@dataclass(frozen=True)
class Place:
    """Where a statement stands: waiting, or in a summary with these words, or nowhere now."""

    statement: Statement
    text: str
    question: Question | None

    @property
    def is_waiting(self) -> bool:
        return self.question is None


def places_of(statements: Iterable[Statement]) -> list[Place]:
    """Of those that stand somewhere; what a summary has dropped stands nowhere."""
    places = []
    for one in statements:
        question = one.question if one.question and not one.question.removed_at else None
        texts = texts_by_key(question) if question else {}
        if question is None:
            places.append(Place(one, one.text, None))
        elif one.key in texts:
            places.append(Place(one, texts[one.key], question))
    return places
