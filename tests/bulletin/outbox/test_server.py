"""What the line to the mail server does, and what is known of a mail when it breaks."""

from datetime import timedelta

import pytest
from django.db.models import F

from bulletin.outbox.actions import owe
from bulletin.outbox.models import Mail
from bulletin.outbox.sweeping import sweep
from tests import factories

from .conftest import NOON, ByPost, DifficultServer, Knock, users

pytestmark = pytest.mark.django_db


def test_a_server_that_closes_its_line_after_some_mails_is_called_again(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    people = users(5)
    for person in people:
        knock.is_owed_to(person)
    difficult_server.mails_a_connection = 2

    assert sweep(now=NOON).sent == 5

    assert sorted(difficult_server.recipients) == sorted(person.email for person in people)
    assert [mail.attempts for mail in Mail.objects.all()] == [1] * 5
    assert difficult_server.connections == 3


def test_a_mail_on_which_the_line_breaks_was_not_taken_and_harms_itself_alone(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    people = users(4)
    for person in people:
        knock.is_owed_to(person)
    bad = people[1]
    difficult_server.breaks_before = {bad.email}

    assert sweep(now=NOON).sent == 3

    mail = Mail.objects.get(recipient=bad.pk)
    assert (mail.attempts, mail.handed_over_at, mail.failed_at) == (1, None, None)
    assert mail.due_at > NOON
    difficult_server.breaks_before = set()
    assert sweep(now=mail.due_at).sent == 1
    assert difficult_server.recipients.count(bad.email) == 1


def minutes_pass(minutes: float) -> None:
    """By the database's clock, as far as claims go."""
    claimed = Mail.objects.exclude(claimed_until=None)
    claimed.update(claimed_until=F("claimed_until") - timedelta(minutes=minutes))


def test_a_server_that_breaks_every_line_is_left_alone_after_the_second(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    people = users(6)
    for person in people:
        knock.is_owed_to(person)
    difficult_server.hangs_up_on = {person.email for person in people}

    sweep(now=NOON)

    assert len(difficult_server.messages) == 2
    untouched = Mail.objects.filter(handed_over_at=None)
    assert [(mail.attempts, mail.claimed_until) for mail in untouched] == [(0, None)] * 4
    difficult_server.hangs_up_on = set()
    minutes_pass(2)
    assert sweep(now=NOON).sent == 4


def test_a_server_that_keeps_silent_is_given_less_and_less_but_for_what_was_asked_for(
    knock: Knock, code: Knock, difficult_server: DifficultServer
) -> None:
    people = users(9)
    for person in people:
        knock.is_owed_to(person)
    difficult_server.hangs_up_on = {person.email for person in people}
    given = []
    for minutes in (0, 1.5, 0.6, 3, 1.1, 1):
        minutes_pass(minutes)
        sweep(now=NOON)
        given.append(len(difficult_server.messages))

    assert given == [2, 2, 4, 4, 4, 4]
    asks = factories.user()
    owe(kind="code", recipient=asks.pk, subject=asks.pk, now=NOON, secret="123456")
    assert sweep(now=NOON).sent == 1
    assert difficult_server.recipients[-1] == asks.email
    difficult_server.hangs_up_on = set()
    assert sweep(now=NOON).sent == 5


@pytest.mark.parametrize("address", ["nobody", "grüße@example.org", "a b@example.org", "<a@b.org>"])
def test_an_address_that_no_mail_can_carry_is_the_addresss_fault(
    knock: Knock, by_post: ByPost, difficult_server: DifficultServer, address: str
) -> None:
    person, other = factories.user(), factories.user()
    type(person).objects.filter(pk=person.pk).update(email=address)
    for each in (person, other):
        knock.is_owed_to(each)

    assert sweep(now=NOON).sent == 1

    assert by_post.refused == [(person.pk, address)]
    assert Mail.objects.get(recipient=person.pk).failed_at == NOON
    assert sweep(now=NOON + timedelta(days=1)).sent == 0


def test_a_domain_in_any_script_is_written_as_the_net_knows_it(
    knock: Knock, difficult_server: DifficultServer
) -> None:
    person = factories.user()
    type(person).objects.filter(pk=person.pk).update(email="member-01@münchen.example")
    knock.is_owed_to(person)

    assert sweep(now=NOON).sent == 1

    assert difficult_server.recipients == ["member-01@xn--mnchen-3ya.example"]
    assert Mail.objects.get().address == "member-01@münchen.example"
