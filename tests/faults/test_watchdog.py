"""A worker that takes no work any more ends by itself; one that is merely busy does not."""

import time
from collections.abc import Iterator

import pytest

from bulletin.services.processes import Child
from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold
from tests.live import Installation, node_of, pid_of, said_by, wait_until
from tests.live.intervals import TASK_LIMIT_SECONDS


@pytest.fixture
def worker(live: Installation) -> Iterator[Child]:
    """The only worker that is not frozen; its tasks may run for some seconds."""
    made = live.new_worker(app="tests.live.hasty")
    live.wait_until_ready(made)
    others = [other for other in live.workers if other is not made]
    live.freeze(*others)
    yield made
    live.thaw(*others)
    live.dismiss(made)


@pytest.mark.parametrize("queue", ["celery", "pulse.{node}"])
def test_a_worker_that_takes_nothing_ends_and_is_started_again(
    live: Installation, worker: Child, queue: str
) -> None:
    people = scene.invitations(live, 2)
    live.make_deaf(worker, queue.format(node=node_of(worker)))
    wait_until(lambda: not worker.is_alive, "the deaf worker has ended")
    assert worker.status == 1
    assert "takes no work any more" in said_by(worker)

    live.go()
    with live.kept():
        wait_until(lambda: worker.is_alive, "the worker runs again")
        mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_worker_whose_hands_are_full_is_left_alone(live: Installation, worker: Child) -> None:
    scene.invitations(live, 2)
    before = pid_of(worker)
    with live.database.locked("outbox_notice"):
        for _ in range(20):
            live.broker.ask_for_a_sweep()
        time.sleep(3 * TASK_LIMIT_SECONDS)
        assert "takes no work any more" not in said_by(worker)
        assert (worker.is_alive, pid_of(worker)) == (True, before)
        assert live.broker.waiting > 0  # it had no hand free in all that time
    assert said_by(worker).count("Hard time limit") > 2


def test_a_worker_without_redis_is_not_taken_for_deaf(live: Installation, worker: Child) -> None:
    people = scene.invitations(live, 2)
    with live.kept():  # Kombu may end a worker that had a task in hand: see test_redis
        live.stop_redis()
        time.sleep(2 * TASK_LIMIT_SECONDS)
        live.start_redis()
        live.go()
        mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert "takes no work any more" not in said_by(worker)
