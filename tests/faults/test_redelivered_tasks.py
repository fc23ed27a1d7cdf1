"""A task that Celery hands out twice does its work once."""

from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold, sweeps
from tests.live import Installation


def test_a_sweep_given_to_a_second_worker_while_the_first_has_it_sends_nothing_twice(
    live: Installation,
) -> None:
    people = scene.invitations(live, 6)
    stall = live.post.stalls("DATA")
    live.broker.ask_for_a_sweep()
    slow = live.worker_behind(stall.reached())
    live.broker.let_tasks_run_out()
    sweeps(live, 1)  # nobody has asked for another
    stall.release()
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert slow.is_alive
