"""The mail server is down for hours, closes in the middle, refuses, defers, or drops the line."""

from datetime import timedelta

from bulletin.outbox.models import Mail, Notice
from participants.models import Participant
from tests.faults import scene
from tests.faults.expect import all_hold, claims_run_out, mailboxes_hold, sweeps
from tests.live import Installation, wait_until

# What a mail that was deferred for the first time waits at most.
A_FEW_MINUTES = timedelta(minutes=2)


def test_a_server_that_is_down_for_hours_gets_everything_once_it_is_back(
    live: Installation,
) -> None:
    people = scene.invitations(live, 6)
    live.post.close()
    live.go()
    for _ in range(6):
        sweeps(live)
        live.move_to(live.now() + timedelta(hours=1))
    live.post.open()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}


def test_what_a_server_that_was_down_until_the_evening_has_missed_waits_for_the_morning(
    live: Installation,
) -> None:
    people = scene.invitations(live, 3)
    live.post.close()
    live.go()
    sweeps(live)
    with live.still():  # a sweep that is under way goes by the clock as it was
        live.move_to(scene.by_their_clock(people[0], live.now(), hour=21))
        live.post.open()
    mailboxes_hold(live, {})
    live.move_to(scene.by_their_clock(people[0], live.now(), days=1, hour=8))
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_server_that_closes_in_the_middle_of_a_batch_gets_the_rest_afterwards(
    live: Installation,
) -> None:
    people = scene.invitations(live, 8)
    live.post.answers("MAIL", "421 4.3.2 Closing", after=2, times=1)
    live.post.answers("RCPT", "421 4.3.2 Closing", after=4, times=1)
    live.post.answers("DATA", "421 4.3.2 Closing", after=6, times=1)
    live.go()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))
    assert set(Mail.objects.values_list("attempts", flat=True)) == {1}


def test_one_bad_address_among_five_hundred_costs_nobody_else_anything(
    live: Installation,
) -> None:
    people = scene.invitations(live, 500)
    bad = people[250]
    live.post.answers("RCPT", "550 5.1.1 No such person", to=bad.email)
    live.go()
    others = [person for person in people if person != bad]
    mailboxes_hold(live, all_hold(scene.addresses(others), scene.INVITED))
    marked = Participant.objects.filter(address_bad_at__isnull=False)
    assert [person.email for person in marked] == [bad.email]
    assert Mail.objects.filter(failed_at__isnull=False).count() == 1
    assert Notice.objects.get(recipient=bad.pk).dropped_why == "bad_address"


def test_a_deferred_mail_goes_later_and_keeps_no_other_back(live: Installation) -> None:
    people = scene.invitations(live, 5)
    late = people[2]
    live.post.answers("RCPT", "451 4.2.0 Come back later", to=late.email, times=1)
    live.go()
    others = [person for person in people if person != late]
    mailboxes_hold(live, all_hold(scene.addresses(others), scene.INVITED))
    live.move_to(live.now() + A_FEW_MINUTES)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_line_that_drops_before_the_mail_was_taken_loses_nothing(live: Installation) -> None:
    people = scene.invitations(live, 5)
    live.post.hangs_up(taking_it=False, after=2)
    live.go()
    live.post.await_hanging_up()
    claims_run_out(live)
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_line_that_drops_after_the_mail_was_taken_repeats_that_one_alone(
    live: Installation,
) -> None:
    people = scene.invitations(live, 5)
    live.post.hangs_up(taking_it=True, after=2)
    live.go()
    live.post.await_hanging_up()
    unanswered = live.post.taken[2]
    claims_run_out(live)
    expected = all_hold(scene.addresses(people), scene.INVITED)
    mailboxes_hold(live, expected, again=[unanswered.to])


def test_a_server_that_takes_the_line_and_says_nothing_is_given_up_and_gets_all_afterwards(
    live: Installation,
) -> None:
    people = scene.invitations(live, 5)
    stall = live.post.stalls("EHLO", times=None)
    live.go()
    stall.reached()
    sweeps(live, 1)  # it has ended, though nobody has said a word to it
    assert live.post.taken == []
    stall.release()
    mailboxes_hold(live, all_hold(scene.addresses(people), scene.INVITED))


def test_a_server_that_falls_silent_is_given_up_and_what_it_may_have_is_sent_once_more(
    live: Installation,
) -> None:
    people = scene.invitations(live, 5)
    stall = live.post.stalls("DATA", after=2)
    live.go()
    stall.reached()
    unanswered = live.post.taken[2]
    words = f"{Mail.objects.get(message_id=unanswered.id).pk} was handed over without an answer"
    wait_until(lambda: words in live.workers_words, "the server was given up")
    stall.release()
    claims_run_out(live)
    expected = all_hold(scene.addresses(people), scene.INVITED)
    mailboxes_hold(live, expected, again=[unanswered.to])
