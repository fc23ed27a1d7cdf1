"""What the board page tells of others' replies, and what it keeps to itself (rules 1 and 2)."""

import pytest
from django.test import Client

from participants.models import Participant
from sessions.enums import Kind, Reveal
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.entry.doors import come_in, move_on, words


@pytest.fixture
def participant(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def reader(participant: Participant) -> Client:
    return come_in(participant)


def shown(reader: Client) -> str:
    return words(reader.get("/b/cop/"))


def test_a_locked_readers_page_is_the_same_with_and_without_hidden_replies(
    board: Board, participant: Participant, reader: Client
) -> None:
    stage = factories.stage(board)
    locked = factories.question(stage)
    answered = factories.question(stage, reveal=Reveal.AFTER_STAGE)
    factories.answer(participant, answered)
    before = shown(reader)
    peers = [factories.participant(board) for _ in range(2)]
    for peer in peers:
        for question in (locked, answered):
            factories.comment(peers[0], factories.answer(peer, question))
    assert shown(reader) == before
    factories.answer(participant, locked)
    unlocked = shown(reader)
    assert unlocked.count("4 replies from others") == 2


def test_replies_are_counted_as_far_as_they_may_be_read(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    factories.answer(participant, question)
    factories.answer(factories.participant(board), question)
    factories.hold(factories.answer(factories.participant(board), question))
    factories.conceal(factories.answer(factories.participant(board), question))
    assert "1 reply from others" in shown(reader)


def test_choices_of_others_are_not_counted(
    board: Board, participant: Participant, reader: Client
) -> None:
    closed = factories.question(factories.stage(board), kind=Kind.SINGLE, options=["A", "B"])
    own = factories.answer(participant, closed)
    factories.answer(factories.participant(board), closed)
    assert "from others" not in shown(reader)
    factories.probe(factories.facilitator(board), own)
    assert "1 reply from others" in shown(reader)


def test_what_is_asked_is_not_spoken_of_once_it_may_not_be_read(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    answer = factories.answer(participant, question)
    probe = factories.probe(factories.facilitator(board), answer, needs_reply=True)
    assert "has asked you something" in shown(reader)
    factories.conceal(probe)
    assert "has asked you something" not in shown(reader)


def test_news_is_what_came_since_one_was_here_before(
    board: Board, participant: Participant, reader: Client
) -> None:
    question = factories.question(factories.stage(board))
    factories.answer(participant, question)
    factories.answer(factories.participant(board), question, said_at=NOW - HOUR)
    page = shown(reader)
    assert ("1 reply from others" in page, " new" in page) == (True, False)
    move_on(hours=2)
    factories.answer(factories.participant(board), question, said_at=NOW + HOUR)
    page = shown(reader)
    assert "2 replies from others" in page
    assert "1 new</span>" in page
    assert "Read 1 new reply" in page
    move_on(minutes=20)
    assert "1 new</span>" in shown(reader)
    move_on(hours=2)
    page = shown(reader)
    assert (" new<" in page, "Nothing new since" in page) == (False, True)


def test_with_nothing_left_to_do_the_page_leads_to_what_may_be_read(
    board: Board, participant: Participant, reader: Client
) -> None:
    stage = factories.stage(board)
    first, second = (factories.question(stage) for _ in range(2))
    for question in (first, second):
        factories.answer(participant, question)
    assert "replies are open to you." not in shown(reader)
    factories.answer(factories.participant(board), second)
    page = shown(reader)
    assert "replies are open to you." in page
    assert f'href="/b/cop/questions/{second.pk}/">Read what the others wrote' in page


def test_a_summary_not_yet_earned_leads_to_the_first_stage_that_lacks(
    board: Board, participant: Participant, reader: Client
) -> None:
    first, second = (factories.stage(board, title=title) for title in ("Hopes", "Fears"))
    in_first, in_second = factories.question(first), factories.question(second, required=False)
    third = factories.stage(board)
    factories.question(third, kind=Kind.SUMMARY, sums_up=[first, second], prompt="We heard this.")
    page = shown(reader)
    assert "A summary here is for those who wrote something in “Hopes”." in page
    assert "We heard this." not in page
    assert "1 question left to answer" in page
    factories.answer(participant, in_first)
    assert "those who wrote something in “Fears”." in shown(reader)
    factories.answer(participant, in_second)
    page = shown(reader)
    assert "A summary here is for" not in page
    assert "We heard this." in page
    assert "1 question left to answer" in page


@pytest.mark.parametrize("closed", [0, 1])
def test_a_summary_that_can_no_longer_be_earned_is_not_spoken_of(
    board: Board, reader: Client, closed: int
) -> None:
    stages = [
        factories.stage(board, closes_at=NOW if closed == number else None) for number in (0, 1)
    ]
    for stage in stages:
        factories.question(stage, required=False)
    last = factories.stage(board)
    summary = factories.question(
        last, kind=Kind.SUMMARY, sums_up=stages, prompt="We heard this.", segments=[]
    )
    page = shown(reader)
    assert "A summary here is for" not in page
    assert str(summary.pk) not in page
    assert "left to answer" not in page


def test_a_hidden_summary_leads_nowhere(board: Board, reader: Client) -> None:
    first = factories.stage(board)
    factories.question(first)
    factories.question(factories.stage(board), kind=Kind.SUMMARY, sums_up=[first], hidden=True)
    assert "A summary here is for" not in shown(reader)


def test_a_stage_that_was_never_theirs_keeps_nobody_from_a_summary(
    board: Board, participant: Participant, reader: Client
) -> None:
    sector = factories.segment_set(board, "sector", "health")
    elsewhere = factories.stage(board, segments=[factories.segment(sector, "health")])
    factories.question(elsewhere)
    factories.question(
        factories.stage(board), kind=Kind.SUMMARY, sums_up=[elsewhere], prompt="We heard this."
    )
    page = shown(reader)
    assert "We heard this." in page
    assert "A summary here is for" not in page
