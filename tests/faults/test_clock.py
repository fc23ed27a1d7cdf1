"""The clock is moved forth and back, and nights fall."""

import time
from datetime import timedelta

from bulletin.outbox.models import Notice
from participants.models import Participant
from tests.faults import scene
from tests.faults.expect import all_hold, mailboxes_hold, sweeps
from tests.live import Installation


def test_a_clock_moved_forth_and_back_writes_to_everybody_once(live: Installation) -> None:
    stage, people = scene.opening(live, 3)
    late = scene.newcomers(stage.board, 2)
    noon = live.now()
    told = all_hold(scene.addresses(people), scene.OPENED)
    asked = all_hold(scene.addresses(late), scene.INVITED)
    live.go()
    mailboxes_hold(live, asked)
    live.move_to(noon + timedelta(hours=2))
    mailboxes_hold(live, {**asked, **told})
    for hours in (-24, 0, 3, -1, 2):
        live.move_to(noon + timedelta(hours=hours))
        sweeps(live, 1)
    mailboxes_hold(live, {**asked, **told})


def test_a_clock_that_ran_ahead_while_mails_waited_loses_none(live: Installation) -> None:
    _stage, people = scene.opening(live, 3)
    noon = live.now()
    live.post.close()
    live.move_to(noon + timedelta(hours=2))
    live.go()
    sweeps(live)
    with live.still():  # a sweep that is under way goes by the clock as it was
        live.move_to(noon)
        live.post.open()
    mailboxes_hold(live, {})
    live.move_to(noon + timedelta(hours=1))  # the stage opens: earlier than it was planned
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.OPENED))
    assert Notice.objects.count() == len(people)  # none was dropped, to be owed anew


def test_nobody_is_written_to_before_their_morning(live: Installation) -> None:
    people = scene.invitations(live, 4)
    asleep = people[1]
    zone = scene.zone_where_it_is(23, live.now())
    Participant.objects.filter(pk=asleep.pk).update(timezone=zone)
    asleep.timezone = zone
    live.go()
    awake = [person for person in people if person != asleep]
    mailboxes_hold(live, all_hold(scene.addresses(awake), scene.INVITED))
    morning = scene.by_their_clock(asleep, live.now(), days=1, hour=8)
    live.move_to(morning - timedelta(minutes=1))
    mailboxes_hold(live, all_hold(scene.addresses(awake), scene.INVITED))
    live.move_to(morning)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_sweep_that_night_overtakes_writes_to_nobody(live: Installation) -> None:
    people = scene.invitations(live, 3)
    night = scene.by_their_clock(people[0], live.now(), hour=21)
    live.move_to(night - timedelta(seconds=4))
    with live.database.locked("outbox_notice"):
        live.broker.ask_for_a_sweep()
        live.database.wait_for_a_writer("outbox_notice")
        time.sleep(5)
    live.go()
    mailboxes_hold(live, {})
    live.move_to(night + timedelta(hours=11))
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_mails_of_a_batch_that_night_overtakes_wait_for_the_morning(live: Installation) -> None:
    people = scene.invitations(live, 3)
    night = scene.by_their_clock(people[0], live.now(), hour=21)
    live.move_to(night - timedelta(seconds=4))
    stall = live.post.stalls("DATA")
    live.broker.ask_for_a_sweep()
    stall.reached()
    first = live.post.taken[0].to
    time.sleep(6)
    stall.release()
    live.go()
    mailboxes_hold(live, {first: [scene.INVITED]})
    live.move_to(night + timedelta(hours=11))
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
