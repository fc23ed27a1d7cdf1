"""Somebody types into a question, and publishes it."""

from typing import Any

from bulletin.accounts.models import User
from sessions.models import Question
from sessions.studio.actions.saving import publish, save_copy
from sessions.studio.checking import Checked
from sessions.studio.surroundings import Surroundings
from sessions.studio.typed import typed_in
from tests import factories
from tests.factories import NOW


def by(question: Question) -> User:
    return factories.facilitator(question.stage.board).user


def around(question: Question) -> Surroundings:
    return Surroundings.of(question.stage.board)


def as_it_is(question: Question) -> Question:
    return Question.objects.for_editing().get(pk=question.pk)


def save(question: Question, **changes: Any) -> Checked:
    """Saved by somebody who has the question before them as it is now."""
    now = as_it_is(question)
    typed = {**typed_in(now), **changes}
    return save_copy(
        question=question,
        script=typed,
        seen=now.revision,
        around=around(question),
        by=by(question),
        now=NOW,
    )[1]


def put_out(question: Question, *, again: bool = False) -> list[Question]:
    """With `again`, whoever has answered it is asked to answer it again."""
    board = question.stage.board
    return publish(
        board=board,
        questions=[as_it_is(question)],
        around=around(question),
        by=by(question),
        now=NOW,
        again={question.pk} if again else (),
    )


def reword(question: Question, prompt: str, *, again: bool = True) -> Question:
    """It is published with other words, and asked again of whoever has answered it."""
    save(question, prompt=prompt)
    put_out(question, again=again)
    return as_it_is(question)
