"""Taking one's leave: data, a trace, and tombstones (rules 4 and 12)."""

import pytest

from bulletin.audit.models import Entry
from participants.actions.drafting import save_draft
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import AnswerValue, Call, Draft, Participant, Reply, ReplyVersion
from sessions.enums import Kind, OnWithdrawal
from sessions.models import Board
from tests import factories
from tests.factories import HOUR, NOW
from tests.participants.answering.saying import readable

pytestmark = pytest.mark.django_db

KEEP, REMOVE = AnswersAfterWithdrawal.KEEP, AnswersAfterWithdrawal.REMOVE


@pytest.fixture
def board() -> Board:
    return factories.board()


@pytest.fixture
def me(board: Board) -> Participant:
    """Someone with an answer, a choice, a comment and a draft."""
    stage = factories.stage(board)
    asked = factories.question(stage)
    choice = factories.question(stage, kind=Kind.SINGLE, options=["Yes"], settings={"other": True})
    person = factories.participant(board)
    answer = factories.answer(person, asked, "First words.")
    factories.version(answer, "Second words.")
    factories.value(factories.answer(person, choice, ""), text="My other.")
    factories.comment(person, answer, "And one more thing.")
    save_draft(participant=person, question=asked, fields={"text": ["half"]}, now=NOW, seen=NOW)
    return person


def test_answers_are_kept_where_the_person_says_so(me: Participant) -> None:
    withdraw(participant=me, answers=KEEP, now=NOW, by=None)

    me.refresh_from_db()
    assert (me.withdrawn_at, me.withdrawn_answers) == (NOW, KEEP)
    assert Reply.objects.filter(withdrawn_at__isnull=False).count() == 0
    assert ReplyVersion.objects.filter(text="First words.").exists()
    assert not Draft.objects.exists()


def test_removed_words_are_gone_and_tombstones_stand(me: Participant) -> None:
    withdraw(participant=me, answers=REMOVE, now=NOW, by=None)

    assert set(ReplyVersion.objects.values_list("text", "html", "source")) == {("", "", "")}
    assert not AnswerValue.objects.exists()
    assert list(Reply.objects.values_list("withdrawn_at", flat=True)) == [NOW] * 3


@pytest.mark.parametrize(("answers", "why"), [(KEEP, "Please look."), (REMOVE, "")])
def test_why_one_reported_a_post_goes_with_ones_words(
    board: Board, me: Participant, answers: AnswersAfterWithdrawal, why: str
) -> None:
    peer = factories.participant(board)
    theirs = factories.answer(peer, factories.question(factories.stage(board)))
    factories.call(me, theirs)
    factories.call(peer, Reply.objects.filter(participant=me)[0])

    withdraw(participant=me, answers=answers, now=NOW, by=None)

    assert dict(Call.objects.values_list("participant", "why")) == {
        me.pk: why,
        peer.pk: "Please look.",
    }


def test_removing_takes_nobody_elses_words(board: Board, me: Participant) -> None:
    answer = Reply.objects.answers().filter(participant=me).first()
    assert answer is not None
    other = factories.comment(factories.participant(board), answer, "A reply to it.")

    withdraw(participant=me, answers=REMOVE, now=NOW, by=None)

    other.refresh_from_db()
    assert other.withdrawn_at is None
    assert other.current_version is not None
    assert other.current_version.text == "A reply to it."


def test_whoever_withdrew_reads_nothing_and_locks_nobody(board: Board, me: Participant) -> None:
    peer = factories.participant(board)
    answer = Reply.objects.answers().filter(participant=me).earliest("posted_at")
    factories.answer(peer, answer.question)
    assert answer in readable(peer)

    withdraw(participant=me, answers=REMOVE, now=NOW, by=None)

    assert readable(me) == set()
    assert answer in readable(peer)


def test_it_leaves_a_trace_without_words(me: Participant) -> None:
    withdraw(participant=me, answers=REMOVE, now=NOW, by=None)

    entry = Entry.objects.get()
    assert (entry.action, entry.actor, entry.subject) == ("participant withdrew", None, me.pk)
    assert (entry.at, entry.board, entry.details) == (NOW, me.board_id, {"answers": "remove"})


def test_staff_withdraw_somebody_in_their_own_name(board: Board, me: Participant) -> None:
    user = factories.facilitator(board).user

    withdraw(participant=me, answers=KEEP, now=NOW, by=user)

    assert Entry.objects.get().actor == user.pk


def test_a_second_withdrawal_changes_nothing(me: Participant) -> None:
    withdraw(participant=me, answers=KEEP, now=NOW, by=None)
    withdraw(participant=me, answers=REMOVE, now=NOW + HOUR, by=None)

    me.refresh_from_db()
    assert (me.withdrawn_at, me.withdrawn_answers) == (NOW, KEEP)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("offered", "refused"), [(OnWithdrawal.KEEP, REMOVE), (OnWithdrawal.REMOVE, KEEP)]
)
def test_a_person_has_the_boards_choices_alone(
    me: Participant, offered: OnWithdrawal, refused: AnswersAfterWithdrawal
) -> None:
    Board.objects.filter(pk=me.board_id).update(withdrawal_answers=offered)

    with pytest.raises(ValueError, match="does not offer"):
        withdraw(participant=me, answers=refused, now=NOW, by=None)


def test_after_the_last_day_answers_are_kept_but_staff_may_still_remove_them(
    me: Participant,
) -> None:
    Board.objects.filter(pk=me.board_id).update(withdrawal_until=NOW)

    with pytest.raises(ValueError, match="does not offer"):
        withdraw(participant=me, answers=REMOVE, now=NOW, by=None)
    withdraw(participant=me, answers=REMOVE, now=NOW, by=factories.facilitator(me.board).user)

    me.refresh_from_db()
    assert me.withdrawn_answers == REMOVE
