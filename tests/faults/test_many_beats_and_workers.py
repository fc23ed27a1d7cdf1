"""Two beats and three workers, all at once."""

from bulletin.outbox.models import Notice
from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold
from tests.live import Installation


def test_two_beats_and_three_workers_write_to_everybody_once(live: Installation) -> None:
    people = scene.invitations(live, 30)
    for _ in range(12):
        live.broker.ask_for_a_sweep()
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert Notice.objects.count() == 30
