"""Who will see this: at most fifteen words, and true by the gate, over all combinations."""

from dataclasses import dataclass
from itertools import product
from uuid import uuid4

import pytest

from participants.models import Participant, Reply
from participants.readership import (
    Readers,
    Readership,
    line_of,
    readers_of,
    who_will_see,
)
from sessions.enums import AfterDue, Identity, Kind, ObserverSight, Reveal, Role
from sessions.models import Board, Question
from tests import factories
from tests.factories import DAY, HOUR, NOW, OPENS_AT
from tests.participants.authors import author_of

pytestmark = pytest.mark.django_db

LONG_AFTER = NOW + 60 * DAY
GROUPS = ("none", "mine", "without")


@dataclass(frozen=True)
class Case:
    """One board with a question of each mode, an author who answered all, and peers."""

    board: Board
    questions: dict[Reveal, Question]
    author: Participant
    answers: dict[Reveal, Reply]
    peers: dict[str, Participant]


def make_case(after_due: AfterDue, group: str = "none", *, tester: bool = False) -> Case:
    """Due an hour from now, closing a day from now; peers hold the author's segment."""
    board = factories.board(after_due=after_due)
    sector = factories.segment_set(board, "sector", "health", "care")
    health = [factories.segment(sector, "health")]
    stage = factories.stage(board, due_at=NOW + HOUR, closes_at=NOW + DAY)
    within = None if group == "none" else sector
    questions = {
        reveal: factories.question(stage, reveal=reveal, within_set=within) for reveal in Reveal
    }
    another = factories.question(stage, required=False)
    author = factories.participant(
        board, tester=tester, segments=[] if group == "without" else health
    )
    peers = {
        name: factories.participant(board, segments=health)
        for name in ("answered", "contributed", "silent")
    }
    for question in questions.values():
        factories.answer(peers["answered"], question, said_at=OPENS_AT)
    factories.answer(peers["contributed"], another, said_at=OPENS_AT)
    answers = {
        reveal: factories.answer(author, question, said_at=OPENS_AT)
        for reveal, question in questions.items()
    }
    return Case(board, questions, author, answers, peers)


def seen(question: Question, author: Participant) -> Readership:
    return who_will_see(question, author.board, author_of(author, question), NOW)


def readers_by_the_gate(case: Case) -> dict[Reveal, tuple[set[str], ...]]:
    """Which of the peers the gate lets read each answer: now, once due, and long after."""
    readable = {
        (name, now): set(Reply.objects.visible_to(peer, now=now))
        for name, peer in case.peers.items()
        for now in (NOW, NOW + 2 * HOUR, LONG_AFTER)
    }
    return {
        reveal: tuple(
            {name for name in case.peers if answer in readable[name, now]}
            for now in (NOW, NOW + 2 * HOUR, LONG_AFTER)
        )
        for reveal, answer in case.answers.items()
    }


# What each circle promises: who reads now, who reads once due, who can ever come to read.
EVERYBODY = {"answered", "contributed", "silent"}
PROMISED: dict[Readers, tuple[set[str], set[str], set[str]]] = {
    Readers.NOBODY: (set(), set(), set()),
    Readers.TESTERS: (set(), set(), set()),
    Readers.ANSWERED: ({"answered"}, {"answered"}, {"answered"}),
    Readers.ANSWERED_AND_CLOSED: (set(), set(), {"answered"}),
    Readers.ANSWERED_AND_REVEALED: (set(), set(), set()),
    Readers.CONTRIBUTORS: (
        {"answered"},
        {"answered", "contributed"},
        {"answered", "contributed"},
    ),
    Readers.EVERYONE_ONCE_DUE: ({"answered"}, EVERYBODY, EVERYBODY),
    Readers.EVERYONE: (EVERYBODY, EVERYBODY, EVERYBODY),
}


def test_every_circle_says_what_it_promises() -> None:
    assert set(PROMISED) == set(Readers)


@pytest.mark.parametrize("tester", [False, True])
@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("after_due", AfterDue)
def test_the_circle_is_the_gates_for_every_mode(
    after_due: AfterDue, group: str, tester: bool
) -> None:
    case = make_case(after_due, group, tester=tester)

    promised = {
        reveal: PROMISED[readers_of(question, case.board, author_of(case.author, question), NOW)]
        for reveal, question in case.questions.items()
    }

    assert readers_by_the_gate(case) == promised


def test_once_shown_by_a_facilitator_those_who_answered_read() -> None:
    case = make_case(AfterDue.CONTRIBUTORS)
    question = case.questions[Reveal.ON_REVEAL]
    question.revealed_at = NOW
    question.revealed_by = factories.facilitator(case.board).user
    question.save()

    author = author_of(case.author, question)
    assert readers_of(question, case.board, author, NOW) is Readers.ANSWERED
    assert readers_by_the_gate(case)[Reveal.ON_REVEAL][0] == {"answered"}


def test_past_its_due_date_a_question_may_be_everyones() -> None:
    case = make_case(AfterDue.EVERYONE)
    question = case.questions[Reveal.AFTER_ANSWER]

    author = author_of(case.author, question)
    assert readers_of(question, case.board, author, NOW + 2 * HOUR) is Readers.EVERYONE


def test_testers_read_a_tester_and_staff_read_every_answer() -> None:
    case = make_case(AfterDue.CONTRIBUTORS, tester=True)
    other = factories.participant(case.board, tester=True)
    facilitator = factories.facilitator(case.board)

    assert case.answers[Reveal.ALWAYS] in Reply.objects.visible_to(other, now=NOW)
    assert set(case.answers.values()) <= set(Reply.objects.for_staff(facilitator))


@pytest.mark.parametrize("sight", ObserverSight)
@pytest.mark.parametrize("declined", [False, True])
@pytest.mark.parametrize("reveal", [Reveal.ALWAYS, Reveal.NEVER])
def test_observers_are_named_where_the_gate_lets_them_read(
    sight: ObserverSight, declined: bool, reveal: Reveal
) -> None:
    board = factories.board(observers=sight)
    question = factories.question(factories.stage(board), reveal=reveal)
    me = factories.participant(board, consented=False)
    factories.consent(me, agreed={"observers": not declined})
    observer = factories.staff(board, Role.OBSERVER)

    line = seen(question, me).line

    answer = factories.answer(me, question)
    assert ("observers" in line) == (answer in Reply.objects.for_staff(observer))
    assert author_of(me, question).is_observed == (sight != ObserverSight.NONE and not declined)


def test_observers_are_named_with_their_organisation_behind_the_tap() -> None:
    board = factories.board(observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board))
    factories.staff(
        board, Role.OBSERVER, display_name="The commissioner", organisation="Health Partnership"
    )

    more = seen(question, factories.participant(board)).more

    assert (
        "Observers may read it as the consent you gave allows: "
        "The commissioner (Health Partnership)." in more
    )


def test_no_line_has_more_than_fifteen_words_in_any_combination() -> None:
    """Every wording there is: circle, group, observers, names to peers and staff, kind."""
    lines = set()
    for readers, grouped, observed, peers, staff, kind in product(
        Readers, (False, True), (False, True), Identity, Identity, Kind
    ):
        board = Board(identity_peers=peers, identity_staff=staff)
        me = Participant(board=board, name="Member One", pseudonym="Quiet Heron")
        question = Question(kind=kind, within_set_id=uuid4() if grouped else None)
        lines.add(line_of(readers, question, board, me, observed=observed))

    assert [line for line in lines if len(line.split()) > 15] == []
    assert max(len(line.split()) for line in lines) == 15


def test_the_line_says_by_what_name_one_is_read() -> None:
    board = factories.board(identity_staff=Identity.REAL_NAME)
    question = factories.question(factories.stage(board))
    me = factories.participant(board)

    readership = seen(question, me)

    assert str(readership) == (
        "Staff, and participants who answered something in this stage. Staff see your name."
    )
    assert "Participants know you as Heron 01, staff as Member 01." in readership.more


def test_a_never_question_promises_that_no_participant_reads_it() -> None:
    board = factories.board(observers=ObserverSight.PSEUDONYM)
    question = factories.question(factories.stage(board), reveal=Reveal.NEVER)

    readership = seen(question, factories.participant(board))

    assert readership.line == "Only staff read this. Staff see your pseudonym."
    assert readership.more[0] == (
        "No other participant will ever read this, whatever they answer themselves."
    )


def test_votes_show_as_totals_and_choices_without_a_name() -> None:
    board = factories.board()
    stage = factories.stage(board)
    me = factories.participant(board)
    single = factories.question(stage, kind=Kind.SINGLE, options=["Yes"], reveal=Reveal.ALWAYS)
    summary = factories.question(stage, kind=Kind.SUMMARY, statements=["So"], reveal=Reveal.ALWAYS)

    lines = [seen(question, me).line for question in (single, summary)]

    assert lines == [
        "Staff, and all participants. Participants see no name.",
        "Staff, and all participants. Votes show as totals.",
    ]


def test_whoever_writes_beside_votes_is_told_that_the_numbers_move_with_the_words() -> None:
    stage = factories.stage(factories.board())
    asks, asks_not = (
        factories.question(stage, kind=Kind.SUMMARY, statements=["Hopes"], settings=settings)
        for settings in ({"missed": "What did we miss?"}, {})
    )
    author = factories.participant(stage.board)

    said = [any("under your name" in one for one in seen(question, author).more)
            for question in (asks, asks_not)]  # fmt: skip
    assert said == [True, False]
