"""A call for staff: what it writes on the board, what it leaves alone, and how it is settled."""

from datetime import timedelta

import pytest

from bulletin.audit.models import Entry
from participants.actions.calling import call_for_help, open_call_again, report_post, settle_call
from participants.actions.commenting import post_comment, post_probe
from participants.actions.posting import SECOND_CLICK, NotOpen, waits_for_staff
from participants.enums import CallKind, ReplyKind
from participants.models import Call, Participant, Reading, Reply
from sessions.enums import Kind, Reveal, Role
from sessions.models import Question, StaffMember
from tests import factories
from tests.factories import NOW
from tests.participants.answering.saying import readable, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def me(question: Question) -> Participant:
    return factories.participant(question.stage.board)


@pytest.fixture
def moderator(question: Question) -> StaffMember:
    return factories.staff(question.stage.board, Role.MODERATOR)


@pytest.fixture
def theirs(question: Question, me: Participant) -> Reply:
    """A peer's answer that I may read, having answered."""
    factories.answer(me, question)
    return factories.answer(factories.participant(question.stage.board), question, "Theirs.")


def called(me: Participant, question: Question, text: str = "I cannot get on.") -> Call:
    return call_for_help(participant=me, question=question, text=text, now=NOW)


def test_a_call_for_help_is_a_private_comment_directly_under_its_question(
    me: Participant, question: Question
) -> None:
    call = called(me, question)

    reply = call.reply
    assert (reply.kind, reply.question, reply.parent) == (ReplyKind.COMMENT, question, None)
    assert (reply.participant, reply.private_to, reply.thread) == (me, me, reply)
    assert reply.current_version is not None
    assert reply.current_version.text == "I cannot get on."
    assert (call.kind, call.participant, call.made_at) == (CallKind.HELP, me, NOW)
    assert list(Call.objects.open()) == [call]


def test_a_call_for_help_unlocks_nothing(me: Participant, question: Question) -> None:
    peers = factories.answer(factories.participant(question.stage.board), question)

    call = called(me, question)

    assert readable(me) == {call.reply}
    assert not Reading.objects.filter(participant=me, unlocked_at__isnull=False).exists()
    assert peers not in readable(me)


def test_a_call_for_help_is_read_by_its_author_and_staff_alone(
    me: Participant, question: Question, moderator: StaffMember
) -> None:
    peer = factories.participant(question.stage.board)
    factories.answer(me, question)
    factories.answer(peer, question)
    call = called(me, question)
    reply = post_comment(author=moderator, parent=call.reply, text="We look.", now=NOW)

    assert {call.reply, reply} <= readable(me)
    assert readable(peer) & {call.reply, reply} == set()
    assert reply.private_to == me


def test_the_same_words_sent_twice_are_one_call(me: Participant, question: Question) -> None:
    first, again = called(me, question), called(me, question)
    later = call_for_help(
        participant=me, question=question, text="I cannot get on.", now=NOW + SECOND_CLICK
    )

    assert first == again != later
    assert Call.objects.count() == Reply.objects.count() == 2


def test_a_call_for_help_is_never_held_and_lets_no_first_post_through(
    me: Participant, question: Question
) -> None:
    board = question.stage.board
    board.hold_first_posts = True
    board.save()
    me.refresh_from_db()

    call = called(me, question)

    assert call.reply.held_at is None
    assert waits_for_staff(me)
    assert say(me, question).held_at == NOW


@pytest.mark.parametrize("why", ["paused", "over", "hidden", "not theirs", "text page"])
def test_where_nothing_may_be_written_nothing_is(
    me: Participant, question: Question, why: str
) -> None:
    board, now = question.stage.board, NOW
    match why:
        case "paused":
            factories.pause(board)
        case "over":
            now = board.grace_ends_at
        case "hidden":
            question.hidden_at, question.hidden_by = NOW, factories.facilitator(board).user
            question.save()
        case "not theirs":
            question = factories.question(factories.stage(board, opens_at=NOW + factories.HOUR))
        case "text page":
            question = factories.question(question.stage, kind=Kind.TEXT_PAGE)

    with pytest.raises(NotOpen):
        call_for_help(participant=me, question=question, text="Help!", now=now)

    assert not Call.objects.exists()
    assert not Reply.objects.exists()


def test_in_the_grace_period_one_can_still_call(me: Participant, question: Question) -> None:
    now = question.stage.board.grace_ends_at - timedelta(seconds=1)

    assert call_for_help(participant=me, question=question, text="Help!", now=now).made_at == now


@pytest.mark.parametrize("how", ["comment", "probe", "deep down"])
def test_what_staff_say_in_its_thread_settles_a_call_for_help(
    me: Participant, question: Question, moderator: StaffMember, how: str
) -> None:
    call = called(me, question)
    match how:
        case "comment":
            post_comment(author=moderator, parent=call.reply, text="We look.", now=NOW)
        case "probe":
            post_probe(staff=moderator, parent=call.reply, text="Which one?", now=NOW)
        case "deep down":
            deeper = post_comment(author=me, parent=call.reply, text="Still so.", now=NOW)
            assert Call.objects.open().exists()
            post_comment(author=moderator, parent=deeper, text="We look.", now=NOW)

    call.refresh_from_db()
    assert (call.settled_at, call.settled_by) == (NOW, moderator.user)
    entry = Entry.objects.get(action="call_settled")
    assert (entry.actor, entry.subject) == (moderator.user_id, call.reply_id)


def test_what_staff_say_elsewhere_settles_nothing(
    me: Participant, question: Question, moderator: StaffMember, theirs: Reply
) -> None:
    called(me, question)
    report_post(participant=me, post=theirs, why="", now=NOW)

    post_comment(author=moderator, parent=theirs, text="Thank you.", now=NOW)

    assert Call.objects.open().count() == 2


def test_a_second_report_of_the_same_post_changes_nothing(me: Participant, theirs: Reply) -> None:
    first, is_new = report_post(participant=me, post=theirs, why="It names somebody.", now=NOW)
    again, is_new_again = report_post(
        participant=me, post=theirs, why="Really.", now=NOW + factories.HOUR
    )

    assert (is_new, is_new_again) == (True, False)
    assert Call.objects.get() == first == again
    assert (again.why, again.made_at) == ("It names somebody.", NOW)


def test_two_people_report_the_same_post_each_for_themselves(
    me: Participant, question: Question, theirs: Reply
) -> None:
    other = factories.participant(question.stage.board)
    factories.answer(other, question)

    for person in (me, other):
        assert report_post(participant=person, post=theirs, why="", now=NOW)[1]

    assert Call.objects.open().count() == 2


def test_a_report_changes_nothing_of_what_anybody_reads(
    me: Participant, question: Question, theirs: Reply
) -> None:
    author = theirs.participant
    assert author is not None
    before = (readable(me), readable(author))

    report_post(participant=me, post=theirs, why="", now=NOW)

    assert (readable(me), readable(author)) == before


@pytest.mark.parametrize("whose", ["own", "staff's", "unreadable", "withdrawn", "while paused"])
def test_what_may_not_be_reported(
    me: Participant, question: Question, moderator: StaffMember, theirs: Reply, whose: str
) -> None:
    post = theirs
    match whose:
        case "own":
            post = me.replies.get()
        case "staff's":
            post = factories.comment(moderator, theirs)
        case "unreadable":
            locked = factories.question(question.stage, reveal=Reveal.NEVER)
            assert theirs.participant is not None
            post = factories.answer(theirs.participant, locked)
        case "withdrawn":
            theirs.withdrawn_at = NOW
            theirs.save()
        case "while paused":
            factories.pause(question.stage.board)

    with pytest.raises(NotOpen):
        report_post(participant=me, post=post, why="", now=NOW)

    assert not Call.objects.exists()


def test_settling_and_opening_again_leave_a_trace_each_once(
    me: Participant, theirs: Reply, moderator: StaffMember
) -> None:
    call, _ = report_post(participant=me, post=theirs, why="", now=NOW)
    by = moderator.user

    done = [settle_call(call=call, by=by, now=NOW) for _ in range(2)]
    undone = [open_call_again(call=call, by=by, now=NOW) for _ in range(2)]

    assert (done, undone) == ([True, False], [True, False])
    assert list(Call.objects.open()) == [call]
    traces = Entry.objects.filter(subject=theirs.pk).order_by("id")
    assert [(one.action, one.actor, one.details) for one in traces] == [
        ("call_settled", by.pk, {"kind": "report"}),
        ("call_opened_again", by.pk, {"kind": "report"}),
    ]
