"""Real threads: a guide is let out while somebody leaves something to be filled in."""

from collections.abc import Callable
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from bulletin.accounts.models import User
from sessions.actions.errors import Refused
from sessions.actions.launching import NotReady, launch_board
from sessions.actions.staging import open_stage_now, release_stage
from sessions.models import Question, Stage
from sessions.studio.actions.arranging import show_question
from sessions.studio.actions.stages import change_stage
from tests import factories
from tests.factories import DAY, NOW
from tests.sessions.studio.writing import by, put_out, save

pytestmark = pytest.mark.django_db(transaction=True)

WAIT = 5  # seconds, for what must happen at once
AWHILE = 0.5  # seconds, in which whoever does not wait would be done


def release(stage: Stage, by: User) -> None:
    release_stage(stage=stage, by=by, now=NOW)


def open_now(stage: Stage, by: User) -> None:
    open_stage_now(stage=stage, by=by, now=NOW)


def launch(stage: Stage, by: User) -> None:
    launch_board(board=stage.board, by=by, now=NOW)


def meanwhile(first: Callable[[], object], second: Callable[[], object]) -> list[Exception]:
    """The second begins once the first has written, before that stands; what went wrong in it."""
    written, done = Event(), Event()
    errors: list[Exception] = []

    def after() -> None:
        written.wait(WAIT)
        try:
            second()
        except Exception as error:
            errors.append(error)
        finally:
            done.set()
            connection.close()

    thread = Thread(target=after)
    thread.start()
    with transaction.atomic():
        first()
        written.set()
        done.wait(AWHILE)
    thread.join(timeout=2 * WAIT)
    return errors


@pytest.mark.parametrize(
    ("let_out", "launched", "refused"),
    [(release, True, Refused), (open_now, True, Refused), (launch, False, NotReady)],
)
def test_what_is_saved_as_a_guide_is_let_out_is_looked_at_first(
    let_out: Callable[[Stage, User], None], launched: bool, refused: type[Exception]
) -> None:
    board = factories.board(
        launched=launched,
        purpose="To learn.",
        ends_at=NOW + 9 * DAY,
    )
    stage = factories.stage(board, opens_at=NOW + DAY, released=not launched)
    question, author = factories.question(stage), factories.facilitator(board).user

    def leave_a_blank() -> None:
        save(question, prompt="What of [FILL IN: their words]?")
        put_out(question)

    [error] = meanwhile(leave_a_blank, lambda: let_out(stage, author))

    assert isinstance(error, refused)
    assert "their words" in str(error)


def test_what_is_shown_or_called_anew_as_its_stage_is_released_is_looked_at_first() -> None:
    stage = factories.stage(factories.board(), opens_at=NOW + DAY, released=False)
    hidden = factories.question(stage, prompt="What of [FILL IN: this]?", hidden=True)
    texts = {"title": "[FILL IN: a title]"}
    seen = {"title": stage.title, "introduction": stage.introduction}
    author = by(hidden)

    def show() -> None:
        show_question(question=hidden, by=author, now=NOW)

    def name() -> None:
        change_stage(stage=stage, texts=seen | texts, seen=seen, by=author, now=NOW)

    for change in (show, name):
        [error] = meanwhile(lambda: release(stage, author), change)
        assert isinstance(error, Refused)
        Stage.objects.update(released_at=None, released_by=None)
    assert Question.objects.get().hidden_at
