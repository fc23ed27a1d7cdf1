"""What one's own post says of who reads it is what the gate does, on random boards.

Nobody outside of the circle that is named may read a post. Who was let in before a rule was
tightened, and was not locked out again, is the one exception that the rules make (rule 2).
"""

from collections import Counter
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import given, seed

from participants.models import Participant, Reply
from participants.readership import Readers, readers_of
from sessions.models import Question
from tests.participants.authors import author_of

from .building import Builder
from .oracle import Oracle
from .plans import BoardPlan, boards
from .reasons import Reveals
from .test_random_boards import ten_boards

SEEDS = (0, 3, 5, 6, 8, 10)
KEPT = "kept from peers"


@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_nobody_reads_a_post_but_the_circle_that_it_names() -> None:
    met: Counter[tuple[object, bool]] = Counter()

    def agree(plan: BoardPlan) -> None:
        with transaction.atomic():
            oracle = Oracle(Builder(plan).build())
            for reader in oracle.rows.people.values():
                met.update(_told_and_read(oracle, reader, plan))
            transaction.set_rollback(True)

    for number in SEEDS:
        seed(number)(ten_boards(given(boards())(agree)))()

    silent = {KEPT, Readers.NOBODY}
    assert {one for one, is_read in met if is_read} == set(Readers) - silent
    assert {one for one, is_read in met if not is_read} >= silent


def _told_and_read(
    oracle: Oracle, reader: Participant, plan: BoardPlan
) -> Iterator[tuple[object, bool]]:
    """Of each answer of somebody else's: the circle it names, and whether this person reads it."""
    readable = set(Reply.objects.visible_to(reader, now=plan.now).values_list("pk", flat=True))
    for reply in oracle.rows.replies.values():
        if reply.participant_id in (None, reader.pk):
            continue
        is_read = reply.pk in readable
        if reply.parent_id is not None:
            assert not is_read or reply.parent_id in readable, "read without what it stands under"
        elif reply.private_to_id is None:
            circle = _named(oracle, reply, plan)
            question = oracle.rows.questions[reply.question_id]
            assert not is_read or _is_in(circle, oracle, reader, question, plan)
            yield circle, is_read


def _named(oracle: Oracle, reply: Reply, plan: BoardPlan) -> object:
    if reply.held_at or reply.rejected_at or reply.concealed_at:
        return KEPT
    question = oracle.rows.questions[reply.question_id]
    assert reply.participant_id is not None
    author = author_of(oracle.rows.people[reply.participant_id], question)
    return readers_of(question, oracle.rows.board, author, plan.now)


def _is_in(
    circle: object, oracle: Oracle, reader: Participant, question: Question, plan: BoardPlan
) -> bool:
    if circle in (KEPT, Readers.NOBODY):
        return False
    if circle is Readers.TESTERS:
        return reader.tester
    if circle in (Readers.EVERYONE, Readers.EVERYONE_ONCE_DUE):
        return True
    if Reveals.ONCE_READABLE in oracle.why_revealed(reader, question, plan.now):
        return True
    if circle is Readers.CONTRIBUTORS:
        return oracle.contributed(reader, oracle.rows.stages[question.stage_id])
    return oracle.answered(reader, question)
