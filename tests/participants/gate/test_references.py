"""Quotations, names and what rings true, on boards that Hypothesis makes up: a page has them where
the slow reading of the rules lets their reader see both ends, and nowhere else."""

from collections import Counter
from datetime import datetime
from itertools import cycle

import pytest
from django.db import transaction
from django.http import Http404
from hypothesis import given, seed

from participants.board.replies import look_of
from participants.board.shown import shown_to
from participants.board.talk import talk_of
from participants.models import Participant, Reply
from participants.web import Visit
from sessions.models import Board
from tests import factories

from .building import Builder
from .oracle import Oracle
from .plans import BoardPlan, boards
from .test_random_boards import ten_boards

Pair = tuple[str, str]
RINGS = ("rings", "rings untold")


@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_what_is_referred_to_shows_to_those_alone_who_may_read_both_ends() -> None:
    met: Counter[str] = Counter()

    def agree(plan: BoardPlan) -> None:
        with transaction.atomic():
            board = Builder(plan).build()
            pairs = _refer(_replies_of(board))
            oracle = Oracle(board)
            for reader in oracle.rows.people.values():
                met.update(_agrees(oracle, pairs, reader, plan.now))
            transaction.set_rollback(True)

    for number in (0, 3):
        seed(number)(ten_boards(given(boards())(agree)))()
    assert set(met) == {"shown", "quoting hidden", "quoted hidden", "quoted gone", *RINGS}


def _replies_of(board: Board) -> list[Reply]:
    everything = Reply.objects.filter(board=board).order_by("pk")
    return list(everything.select_related("question__current_version", "current_version", "board"))


def _refer(replies: list[Reply]) -> list[tuple[Reply, Reply]]:
    """Each quotes two others, of its own question or another, and rings true for its reader."""
    for reply in replies:
        if reply.question.current_version_id and not _has_words(reply):
            factories.version(reply, "Some words.")
    others = cycle(replies)
    next(others, None)
    pairs = [(reply, next(others)) for reply in replies for _ in range(2)]
    made = [(reply, quoted) for reply, quoted in pairs if _has_words(quoted) and _has_words(reply)]
    for reply, quoted in made:
        factories.quote(reply, quoted)
    for reply in replies:
        for person in Participant.objects.filter(board=reply.board_id)[:2]:
            factories.resonance(person, reply)
    return made


def _has_words(reply: Reply) -> bool:
    return reply.current_version is not None and bool(reply.current_version.text)


def _agrees(
    oracle: Oracle, pairs: list[tuple[Reply, Reply]], reader: Participant, now: datetime
) -> list[str]:
    shown, rung = _on_pages(oracle, reader, now)
    readable = {
        reply for reply in oracle.rows.replies.values() if not oracle.why_hidden(reader, reply, now)
    }
    expected = {
        (str(reply.current_version_id), str(quoted.pk))
        for reply, quoted in pairs
        if reply in readable and quoted in readable and not reply.withdrawn_at
        if not _is_gone(quoted)
    }
    assert shown == expected
    ringing = {
        reply
        for reply in readable
        if not reply.withdrawn_at
        and any(reader.tester or not one.tester for one in _ringing(reply))
    }
    told = {reply for reply in ringing if _reads_others(oracle, reader, reply, now)}
    assert rung == {str(reply.pk) for reply in told}
    return _met(pairs, readable, shown, rung) + ["rings untold"] * (told != ringing)


def _reads_others(oracle: Oracle, reader: Participant, reply: Reply, now: datetime) -> bool:
    """Under its question: nothing is told of what others feel before."""
    question = oracle.rows.questions[reply.question_id]
    return not question.hidden_at and bool(oracle.why_revealed(reader, question, now))


def _ringing(reply: Reply) -> list[Participant]:
    return [one.participant for one in reply.resonances.select_related("participant")]


def _is_gone(reply: Reply) -> bool:
    return bool(reply.withdrawn_at or reply.held_at or reply.rejected_at or reply.concealed_at)


def _on_pages(oracle: Oracle, reader: Participant, now: datetime) -> tuple[set[Pair], set[str]]:
    visit = Visit(Participant.objects.select_related("board").get(pk=reader.pk), now)
    shown: set[Pair] = set()
    rung: set[str] = set()
    for question in oracle.rows.questions:
        try:
            look = look_of(shown_to(visit, question), visit)
        except Http404:
            continue
        _rows, sight = look.rows()
        talk = talk_of(look, sight, now)
        assert talk_of(look, look.sight(), now).seen == talk.seen
        rung |= set(talk.rings)
        shown |= {(one, each.reply) for one, some in talk.quotations.items() for each in some}
    return shown, rung


def _met(
    pairs: list[tuple[Reply, Reply]], readable: set[Reply], shown: set[Pair], rung: set[str]
) -> list[str]:
    met = ["shown"] * bool(shown) + ["rings"] * bool(rung)
    for reply, quoted in pairs:
        if reply not in readable:
            met.append("quoting hidden")
        elif quoted not in readable:
            met.append("quoted hidden")
        elif _is_gone(quoted):
            met.append("quoted gone")
    return met
