"""Real threads: something is entered while what was said is being destroyed."""

from threading import Thread

import pytest
from django.db import connection, transaction

from bulletin.privacy.enums import Destroyable
from moderation.actions.entering import Provenance, enter_for
from moderation.ending.actions.destroying import destroy
from participants.enums import Channel
from participants.kinds.content import AnswerContent
from participants.models import Reply
from sessions.actions.errors import Refused
from sessions.models import Board
from tests import factories
from tests.moderation.ending.conftest import AFTER

pytestmark = pytest.mark.django_db(transaction=True)

WAITING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


def test_an_answer_that_waited_for_a_destruction_is_refused(board: Board) -> None:
    question = factories.question(factories.stage(board))
    person, by = factories.participant(board), factories.facilitator(board)
    came: list[str] = []

    def enter() -> None:
        try:
            enter_for(
                participant=person, question=question, content=AnswerContent("answerwords"),
                provenance=Provenance(Channel.EMAIL, factories.NOW, ""), staff=by, now=AFTER,
            )  # fmt: skip
            came.append("entered")
        except Refused as refused:
            came.append(str(refused))
        finally:
            connection.close()

    thread = Thread(target=enter)
    with transaction.atomic():
        destroy(board=board.pk, what=Destroyable.DATA, at=AFTER)
        thread.start()
        wait_until_somebody_waits()
    thread.join(timeout=30)

    assert came == ["This board has destroyed what it kept of that, and takes no more of it."]
    assert not Reply.objects.exists()


def wait_until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _ in range(1000):
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_stat_clear_snapshot(), pg_sleep(0.01)")
    raise AssertionError("nobody waits")
