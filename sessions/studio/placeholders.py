"""`[FILL IN: what belongs here]` in a guide: asked for when a board is made, and never let out.

`[FILL IN LATER: …]` is written while the board runs. Neither is shown to a participant: a board
with one is not launched, and a stage with one is not released.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from sessions.actions.errors import Refused
from sessions.kinds.base import QuestionScript
from sessions.models import Board, Question, Stage
from sessions.script.base import ScriptModel
from sessions.script.writing import as_data

_PLACEHOLDER = re.compile(r"\[FILL IN(?P<later> LATER)?:(?P<what>[^\[\]\n]+)\]")


def placeholders_in(texts: Iterable[str], *, later: bool = True) -> list[str]:
    """What is to be filled in, each once, in order; with `later`, also what can wait."""
    found = (match for text in texts for match in _PLACEHOLDER.finditer(text))
    asked = (match["what"].strip() for match in found if later or not match["later"])
    return list(dict.fromkeys(what for what in asked if what))


def placeholders_of(script: ScriptModel) -> list[str]:
    """What the author of a script, or of a part of one, asks a facilitator for at once."""
    return placeholders_in(_texts(as_data(script)), later=False)


def filled_in(data: dict[str, Any], words: Mapping[str, str]) -> dict[str, Any]:
    """A script's plain data with these words in the place of their placeholders; empty ones
    stay."""

    def fill(text: str) -> str:
        return _PLACEHOLDER.sub(lambda one: words.get(one["what"].strip(), "") or one[0], text)

    filled: dict[str, Any] = _mapped(data, fill)
    return filled


def left_on_board(board: Board) -> Iterator[tuple[str, str]]:
    """Where something is still to be filled in outside of its stages, and what."""
    given = board.promised_thanks
    consent = board.consent_versions.asked_last().prefetch_related("statements").first()
    texts = {
        "board.title": [board.title],
        "board.welcome": [board.welcome],
        "board.farewell": [board.farewell],
        "board.front_matter.purpose": [board.purpose],
        "board.front_matter.afterwards": [board.afterwards],
        "board.front_matter.conduct": [board.conduct],
        "board.front_matter.run_by": [
            text for one in board.run_by.all() for text in (one.name, one.organisation)
        ],
        "board.front_matter.contacts": [
            text for one in board.contacts.all() for text in (one.name, one.telephone)
        ],
        "board.front_matter.controller": [board.controller],
        "board.front_matter.ethics_reference": [board.ethics_reference],
        "board.given_in_thanks": [given.what, given.after_withdrawal] if given else [],
        "board.consent": [
            *([consent.information] if consent else []),
            *(statement.text for statement in (consent.statements.all() if consent else ())),
        ],
    }
    for where, said in texts.items():
        for what in placeholders_in(said):
            yield where, what


def refuse_to_let_out(left: Collection[str], *, field: str | None = None) -> None:
    """Raises Refused where something is still to be filled in of what people would read."""
    if left:
        words = _("Something is still to be filled in: %(what)s.")
        raise Refused(words % {"what": "; ".join(left)}, field=field)


def left_in_stage(stage: Stage, questions: Iterable[Question]) -> list[str]:
    """What is still to be filled in of a stage and these questions, loaded with their items and
    stimuli."""
    texts = [stage.title, stage.introduction]
    for question in questions:
        if question.hidden_at is None:
            texts += _texts_in(question)
    return placeholders_in(texts)


def left_in_question(question: Question) -> list[str]:
    """What is still to be filled in of its wording, hidden or not."""
    return placeholders_in(_texts_in(question))


def left_in_script(script: QuestionScript) -> list[str]:
    """What is still to be filled in of what participants would read of it."""
    return placeholders_in(_texts(as_data(script.model_copy(update={"note": ""}))))


def _texts_in(question: Question) -> Iterator[str]:
    if version := question.current_version:
        yield from (version.prompt, str(version.settings))
        yield from (f"{item.heading}\n{item.text}" for item in version.items.all())
        if version.has_stimuli:
            yield from (stimulus.alternative for stimulus in version.stimuli.all())


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for one in value.values():
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    match value:
        case str():
            return change(value)
        case dict():
            return {key: _mapped(one, change) for key, one in value.items()}
        case list():
            return [_mapped(one, change) for one in value]
        case _:
            return value
