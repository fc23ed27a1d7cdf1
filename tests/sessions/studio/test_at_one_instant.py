"""Real threads on the real database: who writes the guide at one instant waits in no circle."""

from threading import Thread

import pytest
from django.db import connection, transaction

from bulletin.accounts.models import User
from sessions.actions.errors import Refused
from sessions.actions.staging import hold
from sessions.models import Question
from sessions.studio.actions.arranging import put_back, remove_question
from sessions.studio.actions.saving import held
from tests import factories
from tests.factories import NOW
from tests.participants.answering.test_at_one_instant import until_somebody_waits
from tests.sessions.studio.writing import save

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_puts_back_and_types_and_who_holds_the_board_never_wait_in_a_circle() -> None:
    question = factories.question(factories.stage(factories.board(launched=False)))
    by = factories.facilitator(question.stage.board).user
    remove_question(question=question, by=by, now=NOW)
    returning = Thread(target=put_back_with_words, args=(question, by))

    with transaction.atomic():
        hold(question.stage.board)
        returning.start()
        until_somebody_waits()
        with pytest.raises(Refused):
            held(question)
    returning.join(timeout=30)

    question.refresh_from_db()
    assert question.removed_at is None
    assert question.wording.prompt == "What do you hope for?"


def put_back_with_words(question: Question, by: User) -> None:
    try:
        with transaction.atomic():
            put_back(question=question, by=by, now=NOW)
            save(question, prompt="What do you hope for?")
    finally:
        connection.close()
