"""A worker that is killed or stands still loses nothing, and repeats only what it may have sent."""

import pytest

from bulletin.outbox.models import Notice
from participants.models import Participant
from tests.faults import scene
from tests.faults.expect import all_hold, claims_run_out, mailboxes_hold
from tests.live import Installation
from tests.live.smtp import Step


@pytest.fixture
def people(live: Installation) -> list[Participant]:
    return scene.invitations(live, 6)


def test_killed_before_it_has_a_line_to_the_server_it_keeps_no_mail_waiting(
    live: Installation, people: list[Participant]
) -> None:
    stall = live.post.stalls("EHLO")
    live.go()
    live.kill(live.worker_behind(stall.reached()))
    stall.release()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


@pytest.mark.parametrize("step", ["MAIL", "RCPT"])
def test_killed_before_the_server_had_the_mail_it_is_sent_once(
    live: Installation, people: list[Participant], step: Step
) -> None:
    stall = live.post.stalls(step)
    live.go()
    live.kill(live.worker_behind(stall.reached()))
    stall.release()
    claims_run_out(live)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_killed_between_acceptance_and_commit_the_same_mail_is_sent_once_more(
    live: Installation, people: list[Participant]
) -> None:
    stall = live.post.stalls("DATA", after=2)
    live.go()
    live.kill(live.worker_behind(stall.reached()))
    [*_, unanswered] = live.post.taken[:3]
    stall.release()
    claims_run_out(live)
    expected = all_hold(scene.addresses(people), scene.INVITED)
    mailboxes_hold(live, expected, again=[unanswered.to])


def test_a_pool_process_killed_alone_is_replaced_and_its_mail_sent_once_more(
    live: Installation, people: list[Participant]
) -> None:
    stall = live.post.stalls("DATA")
    live.go()
    live.process_behind(stall.reached()).kill()
    unanswered = live.post.taken[0]
    stall.release()
    claims_run_out(live)
    expected = all_hold(scene.addresses(people), scene.INVITED)
    mailboxes_hold(live, expected, again=[unanswered.to])


@pytest.mark.parametrize("table", ["outbox_notice", "outbox_mail"])
def test_killed_while_it_plans_it_has_planned_nothing_and_the_next_plans_all(
    live: Installation, people: list[Participant], table: str
) -> None:
    planner, *others = live.workers
    live.freeze(*others)
    with live.database.locked(table):
        live.go()
        live.database.wait_for_a_writer(table)
        live.kill(planner)
        live.thaw(*others)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert Notice.objects.filter(sent_at__isnull=False).count() == len(people)


def test_one_that_stands_still_while_it_plans_loses_its_turn_to_another(
    live: Installation, people: list[Participant]
) -> None:
    planner, *others = live.workers
    live.freeze(*others)
    with live.database.locked("outbox_notice"):
        for _ in live.workers:  # one that was frozen while it waited for a task may take one yet
            live.broker.ask_for_a_sweep()
        live.database.wait_for_a_writer("outbox_notice")
        live.freeze(planner)
    live.thaw(*others)
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    live.thaw(planner)
