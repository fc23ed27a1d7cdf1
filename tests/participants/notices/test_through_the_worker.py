"""From a button to a mailbox: through the broker, the worker, the database and SMTP."""

import time

import pytest
from celery.worker import WorkController

from bulletin import clock
from bulletin.outbox.models import Notice
from bulletin.outbox.tasks import sweep_outbox
from sessions.actions.launching import launch_board
from sessions.models import Board
from tests import factories
from tests.conftest import Mailbox

from .conftest import london


def wait_for(count: int, mailbox: Mailbox) -> None:
    until = time.monotonic() + 30
    while len(mailbox.messages) < count and time.monotonic() < until:
        time.sleep(0.05)
    assert len(mailbox.messages) == count


@pytest.mark.django_db(transaction=True)
def test_a_launch_invites_everybody_and_what_opens_next_is_told(
    example: Board, mailbox: Mailbox, worker: WorkController
) -> None:
    Board.objects.update(launched_at=None, launched_by=None)
    for _ in range(3):
        factories.participant(example, consented=False)
    clock.move_to(london(25, 16))

    launch_board(board=Board.objects.get(), by=None, now=clock.now())
    wait_for(3, mailbox)

    assert {message["Subject"].partition(":")[0] for message in mailbox.messages} == {
        "You are invited"
    }
    clock.move_to(london(26, 9))
    sweep_outbox.delay()
    sweep_outbox.delay()
    wait_for(6, mailbox)
    time.sleep(0.5)
    assert len(mailbox.messages) == 6
    assert Notice.objects.filter(kind="stage_opened", sent_at__isnull=False).count() == 3
