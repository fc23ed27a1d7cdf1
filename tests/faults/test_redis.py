"""Redis carries requests for sweeps and nothing else: what it loses is asked for again.

The clock of these boards is the real one, for a moved one is kept in Redis. A worker that holds a
task while Redis stops may end over it (Kombu trips over a connection that is gone), so here, as in
every installation, somebody starts again what ends.
"""

from collections.abc import Iterator

import pytest

from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold
from tests.live import Installation


@pytest.fixture(autouse=True)
def _kept(live: Installation) -> Iterator[None]:
    with live.kept():
        yield


def test_an_emptied_redis_loses_no_mail(live: Installation) -> None:
    people = scene.invitations(live, 4)
    stall = live.post.stalls("DATA")
    for _ in range(5):
        live.broker.ask_for_a_sweep()
    stall.reached()
    live.empty_redis()
    stall.release()
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    later = scene.newcomers(people[0].board, 2)
    mailboxes_hold(live, all_hold(scene.addresses([*people, *later]), scene.INVITED))


def test_a_redis_that_stops_in_the_middle_of_a_sweep_and_comes_back_loses_no_mail(
    live: Installation,
) -> None:
    people = scene.invitations(live, 4)
    stall = live.post.stalls("DATA")
    live.go()
    stall.reached()
    live.stop_redis()
    later = scene.newcomers(people[0].board, 2)
    stall.release()
    live.start_redis()
    mailboxes_hold(live, all_hold(scene.addresses([*people, *later]), scene.INVITED))


def test_a_restarted_redis_loses_no_mail(live: Installation) -> None:
    people = scene.invitations(live, 4)
    live.go()
    live.stop_redis()
    live.start_redis()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
