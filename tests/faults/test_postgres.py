"""PostgreSQL is restarted under workers, at work and at rest."""

from django.db.models import Max

from bulletin.outbox.models import Mail, Sweep
from tests.faults import scene
from tests.faults.expect import all_hold, claims_run_out, mailboxes_hold
from tests.live import Installation, wait_until


def test_restarted_between_acceptance_and_commit_no_mail_is_sent_twice(
    live: Installation,
) -> None:
    people = scene.invitations(live, 6)
    stall = live.post.stalls("DATA", after=2)
    live.go()
    stall.reached()
    unanswered = Mail.objects.filter(message_id=live.post.taken[2].id)
    live.restart_postgres()
    stall.release()
    wait_until(unanswered.filter(accepted_at__isnull=False).exists, "its acceptance is on record")
    claims_run_out(live)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_restarted_while_nothing_is_sent_it_costs_nothing(live: Installation) -> None:
    everybody_sweeps(live)  # who has never had a connection could not be hurt
    people = scene.invitations(live, 6)
    live.restart_postgres(while_down=live.go)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    everybody_sweeps(live)


def everybody_sweeps(live: Installation) -> None:
    """Each process that takes tasks has run one, all at the same time; then it rests."""
    live.rest()
    processes = 2 * len(live.workers)
    newest = Sweep.objects.aggregate(newest=Max("pk", default=0))["newest"]
    begun = Sweep.objects.filter(pk__gt=newest)
    with live.database.locked("outbox_notice"):
        for _ in range(processes):
            live.broker.ask_for_a_sweep()
        wait_until(lambda: begun.count() == processes, f"{processes} sweeps are under way")
    live.rest()
