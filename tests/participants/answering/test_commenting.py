"""Comments and probes: where they hang, who may write them, and what stays private."""

import pytest

from participants.actions.commenting import post_comment, post_probe
from participants.actions.drafting import save_draft
from participants.actions.posting import NotOpen
from participants.enums import ReplyKind
from participants.models import Draft, Participant, Reply
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.factories import DAY, ENDS_AT, NOW
from tests.participants.answering.saying import readable, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def question() -> Question:
    return factories.question(factories.stage(factories.board()))


@pytest.fixture
def board(question: Question) -> Board:
    return question.stage.board


@pytest.fixture
def me(board: Board) -> Participant:
    return factories.participant(board)


@pytest.fixture
def moderator(board: Board) -> StaffMember:
    return factories.staff(board, Role.MODERATOR)


@pytest.fixture
def theirs(board: Board, question: Question, me: Participant) -> Reply:
    """A peer's answer that I may read, having answered too."""
    factories.answer(me, question, "Mine.")
    return factories.answer(factories.participant(board), question, "Theirs.")


def test_a_comment_hangs_on_what_it_answers(me: Participant, theirs: Reply) -> None:
    comment = post_comment(author=me, parent=theirs, text="Why so?", now=NOW)

    assert (comment.kind, comment.parent, comment.thread) == (ReplyKind.COMMENT, theirs, theirs)
    assert (comment.participant, comment.staff, comment.posted_at) == (me, None, NOW)
    assert texts(comment) == ["Why so?"]


def test_threads_go_no_deeper_than_a_reply_to_a_comment(
    me: Participant, theirs: Reply, moderator: StaffMember
) -> None:
    probe = post_probe(staff=moderator, parent=theirs, text="Say more?", now=NOW)
    reply = post_comment(author=me, parent=probe, text="I would.", now=NOW)

    deeper = post_comment(author=moderator, parent=reply, text="Please do.", now=NOW)

    assert (reply.parent, deeper.parent) == (probe, probe)
    assert {one.thread for one in (probe, reply, deeper)} == {theirs}


def test_the_same_words_sent_twice_are_one_comment(me: Participant, theirs: Reply) -> None:
    first = post_comment(author=me, parent=theirs, text="Yes!", now=NOW)

    assert post_comment(author=me, parent=theirs, text="Yes!", now=NOW) == first
    assert post_comment(author=me, parent=theirs, text="Yes!", now=NOW + DAY) != first


def test_nobody_comments_on_what_they_cannot_read(theirs: Reply, board: Board) -> None:
    with pytest.raises(NotOpen):
        post_comment(author=factories.participant(board), parent=theirs, text="!", now=NOW)


@pytest.mark.parametrize("state", ["paused", "after its grace", "withdrawn"])
def test_nobody_comments_while_nothing_may_be_written(
    me: Participant, theirs: Reply, board: Board, state: str
) -> None:
    now = ENDS_AT + 2 * DAY if state == "after its grace" else NOW
    if state == "paused":
        factories.pause(board)
    if state == "withdrawn":
        Reply.objects.filter(pk=theirs.pk).update(withdrawn_at=NOW)
        theirs.refresh_from_db()

    with pytest.raises(NotOpen):
        post_comment(author=me, parent=theirs, text="!", now=now)


def test_comments_are_taken_after_the_end_until_the_grace_is_over(
    me: Participant, theirs: Reply
) -> None:
    post_comment(author=me, parent=theirs, text="Still here.", now=ENDS_AT + DAY)


def test_a_private_probe_and_all_under_it_is_read_by_that_person_and_staff(
    me: Participant, theirs: Reply, moderator: StaffMember, board: Board
) -> None:
    author = theirs.participant
    assert author is not None
    probe = post_probe(staff=moderator, parent=theirs, text="?", now=NOW, private=True)
    reply = post_comment(author=author, parent=probe, text="Between us.", now=NOW)

    assert (probe.private_to, reply.private_to) == (author, author)
    assert readable(author) >= {probe, reply}
    assert readable(me).isdisjoint({probe, reply})
    assert set(Reply.objects.for_staff(moderator)) >= {probe, reply}


def test_staff_may_comment_privately(
    me: Participant, theirs: Reply, moderator: StaffMember
) -> None:
    author = theirs.participant

    comment = post_comment(
        author=moderator, parent=theirs, text="Thank you.", now=NOW, private_to=author
    )

    assert comment.private_to == author
    assert comment not in readable(me)


def test_a_private_probe_needs_a_participant(theirs: Reply, moderator: StaffMember) -> None:
    staffs = post_comment(author=moderator, parent=theirs, text="Thanks.", now=NOW)

    with pytest.raises(ValueError, match="private probe"):
        post_probe(staff=moderator, parent=staffs, text="?", now=NOW, private=True)


def test_a_probe_says_whether_it_waits_for_a_reply(theirs: Reply, moderator: StaffMember) -> None:
    waits = post_probe(staff=moderator, parent=theirs, text="?", now=NOW, needs_reply=True)
    does_not = post_probe(staff=moderator, parent=theirs, text="Hm?", now=NOW, needs_reply=False)

    assert (waits.needs_reply, does_not.needs_reply) == (True, False)


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.RECRUITER])
def test_observers_and_recruiters_write_nothing(theirs: Reply, board: Board, role: Role) -> None:
    someone = factories.staff(board, role)

    with pytest.raises(NotOpen):
        post_comment(author=someone, parent=theirs, text="!", now=NOW)
    with pytest.raises(NotOpen):
        post_probe(staff=someone, parent=theirs, text="?", now=NOW)


def test_staff_of_another_board_write_nothing(theirs: Reply) -> None:
    stranger = factories.facilitator(factories.board())

    with pytest.raises(NotOpen):
        post_probe(staff=stranger, parent=theirs, text="?", now=NOW)


def test_staff_write_during_a_pause_and_not_after_the_grace(
    theirs: Reply, moderator: StaffMember, board: Board
) -> None:
    factories.pause(board)

    post_probe(staff=moderator, parent=theirs, text="?", now=NOW)
    with pytest.raises(NotOpen):
        post_probe(staff=moderator, parent=theirs, text="?", now=ENDS_AT + 2 * DAY)


def test_a_comment_deletes_its_own_draft_alone(
    me: Participant, theirs: Reply, question: Question
) -> None:
    save_draft(participant=me, question=question, fields={"text": ["mine"]}, now=NOW, seen=NOW)
    save_draft(participant=me, question=question, fields={"text": ["un"]}, now=NOW, parent=theirs)

    post_comment(author=me, parent=theirs, text="under", now=NOW)

    assert [draft.parent for draft in Draft.objects.all()] == [None]


def test_first_posts_are_held_where_the_board_says_so(theirs: Reply, me: Participant) -> None:
    board = theirs.board
    Board.objects.filter(pk=board.pk).update(hold_first_posts=True)
    newcomer = factories.participant(Board.objects.get(pk=board.pk))
    factories.hold(factories.answer(newcomer, theirs.question))

    comment = post_comment(author=newcomer, parent=theirs, text="Hello", now=NOW)

    assert comment.held_at == NOW
    assert comment not in readable(me)
