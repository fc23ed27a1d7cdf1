"""Asking what is owed costs the same for one person and for many."""

from typing import Any

import pytest

from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from participants.models import Consent, Participant
from sessions.models import Board
from tests import factories

from .conftest import came, invited, london, release_everything

pytestmark = pytest.mark.django_db

# For each of the fourteen kinds that plan, a savepoint begins and ends and, where something is
# owed, one query finds it and one inserts it; the reminders first read the stages with their rules.
QUERIES = 53


@pytest.mark.parametrize("people", [1, 3])
def test_planning_asks_as_much_for_many_people_as_for_one(
    example: Board, people: int, django_assert_num_queries: Any
) -> None:
    release_everything(example)
    for _ in range(people):
        came(example, london(26, 10))
        factories.participant(example, consented=False)

    with django_assert_num_queries(QUERIES):
        assert plan(now=london(29, 16)) == 3 * people


def test_planning_for_two_hundred_people_asks_no_more(
    example: Board, django_assert_num_queries: Any
) -> None:
    release_everything(example)
    people = Participant.objects.bulk_create(
        Participant(
            board=example,
            name=f"Member {number:03}",
            pseudonym=f"Heron {number:03}",
            email=f"member-{number:03}@example.org",
            timezone="Europe/London",
            language="en-GB",
            first_came_at=london(26, 10) if number % 2 else None,
        )
        for number in range(200)
    )
    version = example.consent_versions.get()
    Consent.objects.bulk_create(
        Consent(participant=person, version=version, given_at=london(26, 10))
        for person in people
        if person.first_came_at
    )

    with django_assert_num_queries(QUERIES):
        plan(now=london(29, 16))

    assert Notice.objects.filter(kind="invitation").count() == 100
    assert Notice.objects.filter(kind="stage_opened").count() == 100
    assert Notice.objects.filter(kind="reminder_unfinished").count() == 100


def test_what_is_planned_is_not_planned_again(example: Board) -> None:
    release_everything(example)
    came(example, london(26, 10))
    invited(factories.participant(example, consented=False), london(26, 10))

    first = plan(now=london(29, 11))

    assert (first, plan(now=london(29, 11))) == (2, 0)
