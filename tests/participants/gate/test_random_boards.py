"""The gate agrees with the slow reading of the rules on boards that Hypothesis makes up.

Each board is written, read through the gate and through the oracle, and rolled back. As random
boards prove nothing about what they never reach, a run must also have met every condition
of the rules at least once where it alone decided.
"""

from collections import Counter
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, seed, settings

from participants.gate.openness import open_stages, opened_stages
from participants.models import Participant, Reply
from sessions.models import StaffMember

from . import labels
from .building import Builder
from .oracle import Oracle
from .plans import BoardPlan, boards
from .reading import on_pages

# From its eleventh example on, Hypothesis mostly varies what it has drawn before. Rounds of ten,
# each from a seed of its own, give boards that have nothing to do with one another. Of the first
# fifty seeds these meet every condition; after a change to the plans, try others or add some.
SEEDS = (0, 3, 5, 6, 8, 10, 17, 20, 21, 26, 30, 33, 39, 40)
ten_boards = settings(
    max_examples=10,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_the_gate_agrees_with_the_slow_rules_on_random_boards() -> None:
    met: Counter[str] = Counter()

    def agree(plan: BoardPlan) -> None:
        with transaction.atomic():
            board = Builder(plan).build()
            oracle = Oracle(board)
            for reader in oracle.rows.people.values():
                met.update(_replies_agree(oracle, reader, plan.now))
                met.update(_stages_agree(oracle, reader, plan.now))
            _opened_stages_agree(oracle, reader, plan.now)
            for member in board.staff.all():
                met.update(_staff_agree(oracle, member))
            transaction.set_rollback(True)

    for number in SEEDS:
        seed(number)(ten_boards(given(boards())(agree)))()
    assert labels.ALL - set(met) == set()


def _replies_agree(oracle: Oracle, reader: Participant, now: datetime) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        through_the_gate = set(Reply.objects.visible_to(reader, now=now))
    assert len(queries) == 1
    by_the_rules = {
        reply for reply in oracle.rows.replies.values() if not oracle.why_hidden(reader, reply, now)
    }
    assert through_the_gate - by_the_rules == set(), "leaked"
    assert by_the_rules - through_the_gate == set(), "withheld"
    assert on_pages(oracle.rows.board, reader, now) == {str(reply.pk) for reply in by_the_rules}
    return [
        label
        for reply in oracle.rows.replies.values()
        for label in labels.of_reply(oracle, reader, reply, now)
    ]


def _stages_agree(oracle: Oracle, person: Participant, now: datetime) -> list[str]:
    stages = oracle.rows.stages.values()
    taking_answers = {stage for stage in stages if not oracle.why_not_open(person, stage, now)}
    assert set(open_stages(person, now)) == taking_answers
    return [label for stage in stages for label in labels.of_stage(oracle, person, stage, now)]


def _opened_stages_agree(oracle: Oracle, person: Participant, now: datetime) -> None:
    stages = oracle.rows.stages.values()
    opened = {stage for stage in stages if not oracle.why_not_opened(person, stage, now)}
    assert set(opened_stages(person, now)) == opened


def _staff_agree(oracle: Oracle, member: StaffMember) -> list[str]:
    replies = oracle.rows.replies.values()
    readable = {reply for reply in replies if not oracle.why_hidden_from_staff(member, reply)}
    assert set(Reply.objects.for_staff(member)) == readable
    return [label for reply in replies for label in labels.of_staff(oracle, member, reply)]
