"""Reveal x answered x past due x state of the reply x past-due setting: every case, one query.

Three agree on each: the table below, the slow reading of the rules, and the gate.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.models import Participant, Reply
from sessions.enums import AfterDue, Reveal
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, HOUR, NOW

from .oracle import Oracle
from .reading import on_page

# How far a reader has come: nothing yet; another question of the stage; this one but not the
# other required one; both.
READERS = ("silent", "contributor", "answerer", "finisher")
# Who reads, in that order: before due; past due, for each setting.
TABLE = {
    #                     before  contributors  answered  everyone
    "always": "             ++++          ++++      ++++      ++++",
    "after_answer": "       --++          -+++      --++      ++++",
    "after_stage": "        ---+          -+++      --++      ++++",
    "after_close, open": "  ----          ----      ----      ----",
    "after_close, closed": "--++          --++      --++      --++",
    "on_reveal, waiting": " ----          ----      ----      ----",
    "on_reveal, pressed": " --++          --++      --++      --++",
    "never": "              ----          ----      ----      ----",
}
SETTINGS = (AfterDue.CONTRIBUTORS, AfterDue.ANSWERED, AfterDue.EVERYONE)
READABLE_BY_OTHERS = {
    "plain": True,
    "held": False,
    "rejected": False,
    "concealed": False,
    "withdrawn": True,  # its tombstone; its words are gone
}
DUE = NOW
MOMENTS = {"before due": DUE - timedelta(seconds=1), "past due": DUE}


@dataclass
class Group:
    board: Board
    questions: dict[str, Question]
    readers: dict[str, Participant]
    replies: dict[tuple[str, str], Reply]


def expected(row: str, reader: str, setting: AfterDue, moment: str, state: str) -> bool:
    before, *past = TABLE[row].split()
    column = before if moment == "before due" else past[SETTINGS.index(setting)]
    return column[READERS.index(reader)] == "+" and READABLE_BY_OTHERS[state]


def a_group(setting: AfterDue) -> Group:
    """A stage for each row of the table, with a second required question in each."""
    board = factories.board(after_due=setting)
    readers = {reader: factories.participant(board) for reader in READERS}
    authors = {state: factories.participant(board) for state in READABLE_BY_OTHERS}
    group = Group(board, {}, readers, {})
    for row in TABLE:
        reveal, _comma, condition = row.partition(", ")
        closes_at = DUE - HOUR if condition == "closed" else DUE + DAY
        stage = factories.stage(board, due_at=DUE, closes_at=closes_at)
        question = factories.question(
            stage,
            reveal=Reveal(reveal),
            revealed_at=DUE - HOUR if condition == "pressed" else None,
        )
        other = factories.question(stage, reveal=Reveal.NEVER)
        group.questions[row] = question
        for state, author in authors.items():
            group.replies[row, state] = in_state(factories.answer(author, question), state)
        factories.answer(readers["contributor"], other)
        factories.answer(readers["answerer"], question)
        factories.answer(readers["finisher"], question)
        factories.answer(readers["finisher"], other)
    return group


def in_state(reply: Reply, state: str) -> Reply:
    if state == "withdrawn":
        reply.withdrawn_at = NOW
        reply.save(update_fields=["withdrawn_at"])
    change = {
        "held": factories.hold,
        "rejected": factories.reject,
        "concealed": factories.conceal,
    }.get(state)
    return change(reply) if change else reply


def through_the_gate(reader: Participant, question: Question, now: datetime) -> set[Reply]:
    """What the reader gets under this question; asserts that it took one query."""
    with CaptureQueriesContext(connection) as queries:
        replies = set(Reply.objects.visible_to(reader, now=now).filter(question=question))
    assert len(queries) == 1
    return replies


@pytest.mark.django_db
@pytest.mark.parametrize("setting", SETTINGS)
def test_every_case_of_the_truth_table(setting: AfterDue) -> None:
    group = a_group(setting)
    oracle = Oracle(group.board)
    wrong = []
    for row, reader, moment in product(TABLE, READERS, MOMENTS):
        who = Participant.objects.get(pk=group.readers[reader].pk)
        readable = through_the_gate(who, group.questions[row], MOMENTS[moment])
        shown = on_page(group.questions[row].pk, who, MOMENTS[moment])
        for state in READABLE_BY_OTHERS:
            reply = group.replies[row, state]
            says = {
                "table": expected(row, reader, setting, moment, state),
                "rules": not oracle.why_hidden(who, reply, MOMENTS[moment]),
                "gate": reply in readable,
                "page": str(reply.pk) in shown,
            }
            if len(set(says.values())) > 1:
                wrong.append((row, reader, moment, state, says))

    assert wrong == []
