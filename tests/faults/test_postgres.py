"""PostgreSQL is restarted under workers that are at work."""

from tests.faults import scene
from tests.faults.expect import all_hold, claims_run_out, mailboxes_hold
from tests.live import Installation


def test_restarted_between_acceptance_and_commit_the_same_mail_is_sent_once_more(
    live: Installation,
) -> None:
    people = scene.invitations(live, 6)
    stall = live.post.stalls("DATA", after=2)
    live.go()
    stall.reached()
    unanswered = live.post.taken[2]
    live.restart_postgres()
    stall.release()
    claims_run_out(live)
    expected = all_hold(scene.addresses(people), scene.INVITED)
    mailboxes_hold(live, expected, again=[unanswered.to])


def test_restarted_while_nothing_is_sent_it_costs_nothing(live: Installation) -> None:
    people = scene.invitations(live, 6)
    live.restart_postgres(while_down=live.go)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
