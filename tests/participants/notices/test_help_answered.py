"""Who called for help is told once for each reply of staff, and not a word of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.sweeping import sweep
from participants.actions.commenting import post_comment
from participants.models import Participant, Reply
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.letters import everything_in, words_of
from tests.participants.notices.held import planned_then, why_dropped

pytestmark = pytest.mark.django_db

ASKED, WORDS, PEER = "Wallabies keep me out", "Zanzibarium is what Ada said", "Ada Wombat"
KIND, BEFORE = "help_answered", NOW - HOUR


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes and first reflections"))


def caller(board: Board) -> Participant:
    """They were there when they called, and not since."""
    return factories.participant(board, first_came_at=BEFORE, last_came_at=BEFORE)


def called(person: Participant, question: Question) -> Reply:
    """Their answer is there too, so that nothing but what these tests are about is owed them."""
    factories.answer(person, question, said_at=BEFORE)
    return factories.call_for_help(person, question, ASKED, said_at=BEFORE)


@pytest.fixture
def me(board: Board) -> Participant:
    return caller(board)


@pytest.fixture
def call(me: Participant, question: Question) -> Reply:
    return called(me, question)


@pytest.fixture
def moderator(board: Board) -> StaffMember:
    return factories.facilitator(board)


@pytest.fixture
def reply(moderator: StaffMember, call: Reply) -> Reply:
    return replied(moderator, call)


def replied(staff: StaffMember, to: Reply, **fields: Any) -> Reply:
    return factories.comment(staff, to, WORDS, private_to=to.private_to, **fields)


def probed(staff: StaffMember, to: Reply, **fields: Any) -> Reply:
    return factories.probe(staff, to, WORDS, private_to=to.private_to, **fields)


def notices(kind: str = KIND) -> list[Notice]:
    return list(Notice.objects.filter(kind=kind).order_by("planned_at", "nth"))


def came(me: Participant, at: datetime) -> None:
    Participant.objects.filter(pk=me.pk).update(last_came_at=at)


def test_who_called_is_told_once(me: Participant, reply: Reply, mailbox: Mailbox) -> None:
    assert sweep(now=NOW).sent == 1
    assert sweep(now=NOW + DAY).sent == 0

    [message] = mailbox.to(me.email)
    assert message["Subject"] == "Your call for help is answered: Communities of practice"
    told = "The people who run the board have answered your call for help."
    where = "You find it under the question you asked it from."
    for part in ("plain", "html"):
        assert f"{told} {where}" in words_of(message, part)
    [notice] = notices()
    assert (notice.recipient, notice.subject, notice.due_at) == (me.pk, reply.pk, NOW)


def test_what_staff_post_under_a_call_is_told(
    me: Participant, call: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    posted = post_comment(author=moderator, parent=call, text=WORDS, now=NOW)

    assert sweep(now=NOW).sent == 1
    assert notices()[0].subject == posted.pk


def test_the_mail_holds_no_word_of_anybody_and_no_name(
    board: Board, me: Participant, reply: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    factories.participant(board, name=PEER, first_came_at=NOW)
    assert set(Reply.objects.values_list("current_version__text", flat=True)) >= {WORDS, ASKED}

    sweep(now=NOW)

    [message] = mailbox.to(me.email)
    for hidden in ("Zanzibarium", "Ada", "Wombat", "Wallabies", moderator.display_name):
        assert hidden not in everything_in(message)


def test_each_reply_is_told_and_those_at_once_in_one_mail(
    call: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    replied(moderator, call)
    replied(moderator, call)
    assert sweep(now=NOW).sent == 1
    replied(moderator, call, said_at=NOW + HOUR)
    assert sweep(now=NOW + HOUR).sent == 1

    first, second = map(words_of, mailbox.messages)
    assert "have written 2 replies where you called for help." in first
    assert "have answered your call for help." in second
    assert len(notices()) == 3


def test_it_travels_with_a_question_to_the_same_person(
    me: Participant, reply: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    factories.probe(moderator, me.replies.answers().get(), WORDS, needs_reply=True)

    assert sweep(now=NOW).sent == 1

    [message] = mailbox.messages
    assert message["Subject"].startswith("Your call for help is answered")
    assert "have answered your call for help." in words_of(message)
    assert "have asked you something about what you wrote" in words_of(message)


def test_a_question_back_is_told_here_or_as_one_that_needs_a_reply_and_never_twice(
    call: Reply, moderator: StaffMember
) -> None:
    plain = probed(moderator, call)
    tracked = probed(moderator, call, needs_reply=True)

    plan(now=NOW)

    assert [notice.subject for notice in notices()] == [plain.pk]
    assert [notice.subject for notice in notices("probe_asked")] == [tracked.pk]


def test_what_staff_ask_under_their_own_words_is_told_here(
    me: Participant, call: Reply, reply: Reply, moderator: StaffMember
) -> None:
    """It asks nobody in particular, so that nothing else tells of it; so deep down, too."""
    beneath = probed(moderator, reply, needs_reply=True)
    deep = replied(moderator, factories.comment(me, reply, private_to=me))
    beside = probed(moderator, deep, needs_reply=True)
    assert beside.in_reply_to == deep

    plan(now=NOW)

    told = {reply.pk, beneath.pk, deep.pk, beside.pk}
    assert {notice.subject for notice in notices()} == told
    assert notices("probe_asked") == []


def test_what_staff_write_under_anything_else_is_told_to_nobody(
    me: Participant, call: Reply, moderator: StaffMember
) -> None:
    mine = me.replies.answers().get()
    for private_to in (None, me):
        factories.comment(moderator, mine, private_to=private_to)
        factories.probe(moderator, mine, private_to=private_to)

    assert plan(now=NOW) == 0


def test_what_the_person_adds_to_their_call_is_told_to_nobody(me: Participant, call: Reply) -> None:
    factories.comment(me, call, private_to=me)

    assert plan(now=NOW) == 0


@pytest.mark.parametrize("how", ["concealed", "rejected", "withdrawn"])
def test_a_reply_that_is_gone_is_not_told(
    board: Board, reply: Reply, mailbox: Mailbox, how: str
) -> None:
    notice = planned_then(board, KIND)
    hide: dict[str, Callable[[Reply], object]] = {
        "concealed": factories.conceal,
        "rejected": factories.reject,
        "withdrawn": lambda it: Reply.objects.filter(pk=it.pk).update(withdrawn_at=NOW),
    }
    hide[how](reply)

    assert sweep(now=NOW).sent == 0

    assert why_dropped(notice) == Reason.NOT_OPEN
    assert len(notices()) == 1


def test_a_reply_that_is_restored_is_told_after_all(
    board: Board, reply: Reply, mailbox: Mailbox
) -> None:
    planned_then(board, KIND)
    factories.conceal(reply)
    sweep(now=NOW)
    Reply.objects.filter(pk=reply.pk).update(concealed_at=None, concealed_by=None)

    assert sweep(now=NOW + HOUR).sent == 1
    assert [notice.nth for notice in notices()] == [1, 2]


@pytest.mark.parametrize("why", ["question hidden", "asked anew"])
def test_what_its_reader_may_not_read_is_not_told(
    board: Board, reply: Reply, moderator: StaffMember, mailbox: Mailbox, why: str
) -> None:
    """Neither planned while the gate keeps it from them, nor sent if it does since."""
    notice = planned_then(board, KIND)
    if why == "question hidden":
        Question.objects.update(hidden_at=NOW, hidden_by=moderator.user)
    else:
        factories.consent_version(board, material=True)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.NOT_OPEN
    assert plan(now=NOW + HOUR) == 0


def test_who_has_been_on_the_board_since_is_not_told(
    me: Participant, reply: Reply, mailbox: Mailbox
) -> None:
    came(me, NOW + HOUR)

    assert plan(now=NOW + 2 * HOUR) == 0


def test_who_comes_before_it_leaves_is_not_told_any_more(
    board: Board, me: Participant, reply: Reply, mailbox: Mailbox
) -> None:
    notice = planned_then(board, KIND)
    came(me, NOW + HOUR)

    assert sweep(now=NOW + 2 * HOUR).sent == 0
    assert why_dropped(notice) == Reason.HAS_COME
    assert plan(now=NOW + DAY) == 0


def test_who_was_there_when_it_was_posted_is_told_for_they_may_have_left(
    board: Board, me: Participant, reply: Reply, mailbox: Mailbox
) -> None:
    """Coming is noted every ten minutes: a second mail is better than none."""
    came(me, NOW)
    planned_then(board, KIND)

    assert sweep(now=NOW).sent == 1


def test_who_never_came_by_themselves_is_told(
    me: Participant, reply: Reply, mailbox: Mailbox
) -> None:
    Participant.objects.update(last_came_at=None)

    assert sweep(now=NOW).sent == 1


def test_by_night_it_waits_for_the_morning(
    call: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    night = NOW.replace(hour=22)
    replied(moderator, call, said_at=night)

    assert sweep(now=night).sent == 0
    assert notices()[0].held_why == Wait.QUIET_HOURS
    assert sweep(now=(NOW + DAY).replace(hour=7)).sent == 1


def test_who_is_away_is_told_when_they_are_back(
    me: Participant, reply: Reply, mailbox: Mailbox
) -> None:
    Participant.objects.update(away_until=(NOW + DAY).date())

    assert sweep(now=NOW).sent == 0
    assert notices()[0].held_why == Wait.AWAY
    assert sweep(now=NOW + DAY).sent == 1


def test_who_cannot_be_written_to_is_left_out_and_what_was_planned_is_dropped(
    board: Board, reply: Reply, mailbox: Mailbox
) -> None:
    notice = planned_then(board, KIND)
    Participant.objects.update(email="")

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.NO_ADDRESS
    assert plan(now=NOW + HOUR) == 0


def test_after_the_grace_period_nobody_is_told(
    board: Board, reply: Reply, mailbox: Mailbox
) -> None:
    notice = planned_then(board, KIND)

    assert sweep(now=board.grace_ends_at).sent == 0
    assert why_dropped(notice) == Reason.BOARD_OVER
    assert plan(now=board.grace_ends_at) == 0


def test_in_the_grace_period_one_is_told_still(
    board: Board, call: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    noon = (board.ends_at + DAY).replace(hour=11)
    assert noon < board.grace_ends_at
    replied(moderator, call, said_at=noon)

    assert sweep(now=noon).sent == 1


@pytest.mark.parametrize("people", [1, 3])
def test_planning_asks_as_much_for_many_as_for_one(
    board: Board,
    question: Question,
    moderator: StaffMember,
    mailbox: Mailbox,
    people: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(people):
        replied(moderator, called(caller(board), question))

    with django_assert_num_queries(QUERIES_OF_THE_PLAN):
        assert plan(now=NOW) == people
    assert sweep(now=NOW).sent == people


# As in test_planning, and of the one kind that owes: the replies, who called, what they read.
QUERIES_OF_THE_PLAN = 53
