"""Who is asked something that needs a reply is told once, and not a word of it."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from bulletin.outbox.planning import plan
from bulletin.outbox.sweeping import sweep
from participants.models import Participant, Reply
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.conftest import Mailbox
from tests.factories import DAY, HOUR, NOW
from tests.letters import everything_in, words_of
from tests.participants.notices.held import planned_then, why_dropped

pytestmark = pytest.mark.django_db

WORDS, PEER = "Zanzibarium is what Ada said", "Ada Wombat"
KIND = "probe_asked"


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes and first reflections"))


@pytest.fixture
def me(board: Board) -> Participant:
    """I have come since the stage opened: nothing but what these tests are about is owed me."""
    return factories.participant(board, first_came_at=NOW, last_came_at=NOW)


@pytest.fixture
def mine(me: Participant, question: Question) -> Reply:
    return factories.answer(me, question, said_at=NOW - HOUR)


@pytest.fixture
def moderator(board: Board) -> StaffMember:
    return factories.facilitator(board)


@pytest.fixture
def probe(moderator: StaffMember, mine: Reply) -> Reply:
    return asked(moderator, mine)


def asked(staff: StaffMember, about: Reply, **fields: Any) -> Reply:
    return factories.probe(staff, about, WORDS, needs_reply=True, **fields)


def notices() -> list[Notice]:
    return list(Notice.objects.filter(kind=KIND).order_by("planned_at"))


def test_the_person_asked_is_told_once(me: Participant, probe: Reply, mailbox: Mailbox) -> None:
    assert sweep(now=NOW).sent == 1
    assert sweep(now=NOW + DAY).sent == 0

    [message] = mailbox.to(me.email)
    assert message["Subject"] == "A question to you: Communities of practice"
    assert "asked you something about what you wrote, and hope for a reply." in words_of(message)
    assert "asked you something about what you wrote" in words_of(message, "html")
    [notice] = notices()
    assert (notice.recipient, notice.subject, notice.due_at) == (me.pk, probe.pk, NOW)


@pytest.mark.parametrize("private", [False, True])
def test_the_mail_holds_no_word_of_the_probe_and_no_name(
    board: Board, me: Participant, mine: Reply, moderator: StaffMember, mailbox: Mailbox,
    private: bool,
) -> None:  # fmt: skip
    asked(moderator, mine, private_to=me if private else None)
    factories.participant(board, name=PEER, first_came_at=NOW)
    assert Reply.objects.filter(current_version__text=WORDS).exists()

    sweep(now=NOW)

    [message] = mailbox.messages
    for hidden in (WORDS, "Zanzibarium", "Ada", "Wombat", moderator.display_name, "An answer."):
        assert hidden not in everything_in(message)


def test_a_probe_that_needs_no_reply_is_told_to_nobody(
    me: Participant, mine: Reply, moderator: StaffMember
) -> None:
    factories.probe(moderator, mine, WORDS)

    assert plan(now=NOW) == 0


def test_the_one_who_is_asked_is_told_and_not_whose_answer_stands_above(
    board: Board, question: Question, me: Participant, mine: Reply, moderator: StaffMember
) -> None:
    """A probe of something deep hangs beside what it asks about, and names it."""
    one, other = (factories.participant(board, first_came_at=NOW) for _ in range(2))
    for person in (one, other):
        factories.answer(person, question)
    comment = factories.comment(one, mine)
    deep = factories.comment(other, comment)
    asked(moderator, comment)
    asked(moderator, deep)

    plan(now=NOW)

    assert {notice.recipient for notice in notices()} == {one.pk, other.pk}


def test_a_probe_of_staffs_own_words_asks_nobody(
    me: Participant, mine: Reply, moderator: StaffMember
) -> None:
    asked(moderator, factories.comment(moderator, mine))
    deep = factories.comment(moderator, factories.comment(me, factories.comment(moderator, mine)))
    asked(moderator, deep)

    assert plan(now=NOW) == 0


def test_several_questions_travel_in_one_mail(
    question: Question, me: Participant, mine: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    for _ in range(2):
        asked(moderator, mine)

    assert sweep(now=NOW).sent == 1
    assert "have asked you 2 questions about what you wrote" in words_of(mailbox.messages[0])


def test_it_shares_a_mail_with_what_else_the_board_has_to_say(
    board: Board, me: Participant, probe: Reply, mailbox: Mailbox
) -> None:
    Participant.objects.update(first_came_at=NOW - HOUR)
    factories.question(factories.stage(board, title="Looking forward", opens_at=NOW))

    assert sweep(now=NOW).sent == 1

    [message] = mailbox.messages
    assert message["Subject"].startswith("The next part is open")
    assert "“Looking forward” is open." in words_of(message)
    assert "have asked you something" in words_of(message)


def test_by_night_it_waits_for_the_morning(
    mine: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    night = NOW.replace(hour=22)
    asked(moderator, mine, said_at=night)

    assert sweep(now=night).sent == 0
    assert notices()[0].held_why == Wait.QUIET_HOURS
    assert sweep(now=(NOW + DAY).replace(hour=7)).sent == 1


def test_a_day_without_a_worker_delays_it_and_loses_none(probe: Reply, mailbox: Mailbox) -> None:
    assert sweep(now=NOW + DAY).sent == 1


def test_while_the_board_is_paused_it_waits(board: Board, probe: Reply, mailbox: Mailbox) -> None:
    planned_then(board, KIND)

    assert mailbox.messages == []
    assert sweep(now=NOW + HOUR).sent == 1


def test_who_is_away_is_told_when_they_are_back(
    me: Participant, probe: Reply, mailbox: Mailbox
) -> None:
    Participant.objects.update(away_until=(NOW + DAY).date())

    assert sweep(now=NOW).sent == 0
    assert notices()[0].held_why == Wait.AWAY
    assert sweep(now=NOW + DAY).sent == 1


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ({"withdrawn_at": NOW, "withdrawn_answers": "keep"}, Reason.WITHDRAWN),
        ({"deactivated_at": NOW}, Reason.DEACTIVATED),
        ({"cannot_take_part_at": NOW}, Reason.UNABLE),
        ({"email": ""}, Reason.NO_ADDRESS),
        ({"address_bad_at": NOW}, Reason.BAD_ADDRESS),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_who_cannot_be_written_to_is_left_out_and_what_was_planned_is_dropped(
    board: Board, me: Participant, probe: Reply, mailbox: Mailbox, state: dict[str, Any],
    why: Reason,
) -> None:  # fmt: skip
    notice = planned_then(board, KIND)
    Participant.objects.update(**state)

    assert sweep(now=NOW).sent == 0

    assert why_dropped(notice) == why
    assert len(notices()) == 1


def test_who_is_reachable_again_is_told_after_all(
    board: Board, probe: Reply, mailbox: Mailbox
) -> None:
    planned_then(board, KIND)
    Participant.objects.update(deactivated_at=NOW)
    sweep(now=NOW)
    assert notices()[0].dropped_why == Reason.DEACTIVATED

    Participant.objects.update(deactivated_at=None)

    assert sweep(now=NOW + HOUR).sent == 1
    assert [notice.nth for notice in notices()] == [1, 2]


def test_who_has_replied_is_not_told(
    board: Board, me: Participant, mine: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    replied_to = asked(moderator, mine)
    factories.comment(me, replied_to)
    assert plan(now=NOW) == 0
    probe = asked(moderator, mine)
    notice = planned_then(board, KIND)
    factories.comment(me, probe)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.ANSWERED


def test_who_has_replied_to_a_probe_beside_is_not_told(
    board: Board, me: Participant, mine: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    """So deep that the probe hangs beside what it asks about, and the reply beside the probe."""
    deep = factories.comment(me, factories.comment(moderator, mine))
    probe = asked(moderator, deep)
    assert probe.in_reply_to == deep
    notice = planned_then(board, KIND)
    factories.comment(me, probe)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.ANSWERED


def test_what_a_peer_writes_to_the_probe_is_no_reply(
    board: Board, question: Question, probe: Reply, mailbox: Mailbox
) -> None:
    peer = factories.participant(board, first_came_at=NOW)
    factories.answer(peer, question)
    factories.comment(peer, probe)

    assert sweep(now=NOW).sent == 1


@pytest.mark.parametrize("how", ["concealed", "rejected", "withdrawn"])
def test_a_probe_that_is_gone_is_not_told(
    board: Board, probe: Reply, mailbox: Mailbox, how: str
) -> None:
    notice = planned_then(board, KIND)
    match how:
        case "concealed":
            factories.conceal(probe)
        case "rejected":
            factories.reject(probe)
        case "withdrawn":
            Reply.objects.filter(pk=probe.pk).update(withdrawn_at=NOW)

    assert sweep(now=NOW).sent == 0

    assert why_dropped(notice) == Reason.NOT_OPEN
    assert len(notices()) == 1


def test_a_probe_that_is_restored_is_told_after_all(
    board: Board, probe: Reply, mailbox: Mailbox
) -> None:
    planned_then(board, KIND)
    factories.conceal(probe)
    sweep(now=NOW)
    Reply.objects.filter(pk=probe.pk).update(concealed_at=None, concealed_by=None)

    assert sweep(now=NOW + HOUR).sent == 1


@pytest.mark.parametrize("why", ["question hidden", "peer's answer concealed", "asked anew"])
def test_what_its_reader_may_not_read_is_not_told(
    board: Board,
    question: Question,
    me: Participant,
    mine: Reply,
    moderator: StaffMember,
    mailbox: Mailbox,
    why: str,
) -> None:
    """Neither planned while the gate keeps it from them, nor sent if it does since."""
    peers = factories.answer(factories.participant(board, first_came_at=NOW), question)
    asked(moderator, factories.comment(me, peers))
    notice = planned_then(board, KIND)
    match why:
        case "question hidden":
            Question.objects.update(hidden_at=NOW, hidden_by=moderator.user)
        case "peer's answer concealed":
            factories.conceal(peers)
        case "asked anew":
            factories.consent_version(board, material=True)

    assert sweep(now=NOW).sent == 0
    assert why_dropped(notice) == Reason.NOT_OPEN
    assert plan(now=NOW + HOUR) == 0


def test_after_the_grace_period_nobody_is_told(
    board: Board, probe: Reply, mailbox: Mailbox
) -> None:
    notice = planned_then(board, KIND)

    assert sweep(now=board.grace_ends_at).sent == 0
    assert why_dropped(notice) == Reason.BOARD_OVER
    assert plan(now=board.grace_ends_at) == 0


def test_in_the_grace_period_one_is_told_still(
    board: Board, mine: Reply, moderator: StaffMember, mailbox: Mailbox
) -> None:
    noon = (board.ends_at + DAY).replace(hour=11)
    assert noon < board.grace_ends_at
    asked(moderator, mine, said_at=noon)

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
        person = factories.participant(board, first_came_at=NOW)
        asked(moderator, factories.answer(person, question), private_to=person)

    with django_assert_num_queries(QUERIES_OF_THE_PLAN):
        assert plan(now=NOW) == people
    assert sweep(now=NOW).sent == people


# As in test_planning, and of the one kind that owes: the probes, who was asked, what they read.
QUERIES_OF_THE_PLAN = 53
