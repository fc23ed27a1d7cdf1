"""Rejecting with a reason and taking it back; holding first posts and letting them through."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from moderation.actions.replies import let_all_through, reject_reply, take_rejection_back
from participants.actions.answering import submit_answer
from participants.actions.posting import waits_for_staff
from participants.actions.unlocking import remember_what_is_open
from participants.gate.questions import revealed_questions
from participants.kinds.content import AnswerContent
from participants.models import Participant, Reply
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail
from tests.participants.visits import address, browser_of

NOW, HOUR = factories.NOW, factories.HOUR


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board))


@pytest.fixture
def author(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Green Heron")


@pytest.fixture
def answer(author: Participant, question: Question) -> Reply:
    said = submit_answer(
        participant=author, question=question, content=AnswerContent("SPAMWORDS"), now=NOW
    )
    factories.answer(factories.participant(author.board), question, "OTHERWORDS")
    return said


@pytest.fixture
def moderator(at_desk: Callable[[Role], Client]) -> Client:
    return at_desk(Role.MODERATOR)


def to(name: str, reply: Reply) -> str:
    return reverse(name, args=["cop", reply.pk])


def test_a_rejected_answer_locks_again_and_its_author_reads_why(
    author: Participant, answer: Reply, moderator: Client, staff: dict[Role, StaffMember]
) -> None:
    browser = browser_of(author)
    assert "OTHERWORDS" in browser.get(address(answer.question)).content.decode()

    response = moderator.post(to("desk_rejection", answer), {"why": "It sells shoes."})

    assert response.status_code == 302
    page = browser.get(address(answer.question)).content.decode()
    assert "not accepted: It sells shoes." in page
    assert "OTHERWORDS" not in page
    answer.refresh_from_db()
    by = staff[Role.MODERATOR].user
    assert (answer.rejected_by, answer.rejected_why) == (by, "It sells shoes.")
    assert trail() == [("reply_rejected", by.pk, answer.pk)]


def test_what_was_open_before_locks_by_a_rejection_though_it_is_remembered(
    author: Participant, answer: Reply, board: Board
) -> None:
    remember_what_is_open(author, now=NOW)
    assert answer.question in revealed_questions(author, NOW)
    by = factories.facilitator(board).user

    reject_reply(reply=answer, why="Spam.", by=by, now=NOW)
    assert answer.question not in revealed_questions(author, NOW)

    take_rejection_back(reply=answer, by=by, now=NOW + HOUR)
    assert answer.question in revealed_questions(author, NOW + HOUR)


def test_a_rejected_comment_locks_nothing(author: Participant, answer: Reply, board: Board) -> None:
    comment = factories.comment(author, answer)

    reject_reply(reply=comment, why="Spam.", by=factories.facilitator(board).user, now=NOW)

    assert answer.question in revealed_questions(author, NOW)
    assert comment not in Reply.objects.visible_to(factories.participant(board), now=NOW)


def test_a_rejection_taken_back_opens_to_both_what_the_rules_open(
    board: Board, author: Participant, answer: Reply, moderator: Client
) -> None:
    reader = factories.participant(board)
    factories.answer(reader, answer.question)
    moderator.post(to("desk_rejection", answer), {"why": "Wrong person."})
    assert answer not in Reply.objects.visible_to(reader, now=NOW)

    moderator.post(to("desk_acceptance", answer))

    assert answer in Reply.objects.visible_to(reader, now=NOW)
    answer.refresh_from_db()
    assert (answer.rejected_at, answer.rejected_by, answer.rejected_why) == (None, None, "")
    assert "OTHERWORDS" in browser_of(author).get(address(answer.question)).content.decode()
    assert [action for action, _by, _what in trail()][:2] == [
        "reply_rejected",
        "rejection_taken_back",
    ]


def test_a_rejection_without_a_reason_is_asked_for_one(answer: Reply, moderator: Client) -> None:
    response = moderator.post(to("desk_rejection", answer), {"why": " "})

    assert response.status_code == 422
    assert "SPAMWORDS" in response.content.decode()
    answer.refresh_from_db()
    assert answer.rejected_at is None


def test_what_staff_said_is_not_rejected(
    board: Board, answer: Reply, moderator: Client, staff: dict[Role, StaffMember]
) -> None:
    said = factories.comment(staff[Role.FACILITATOR], answer)

    assert moderator.get(to("desk_rejection", said)).status_code == 404
    with pytest.raises(Refused):
        reject_reply(reply=said, why="No.", by=staff[Role.MODERATOR].user, now=NOW)
    assert take_rejection_back(reply=said, by=staff[Role.MODERATOR].user, now=NOW) is False


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("desk_rejection", {"why": "Spam."}),
        ("desk_concealment", {}),
        ("desk_passing", {}),
        ("desk_letting_off", {}),
    ],
)
def test_whoever_comes_second_is_told_by_name_who_was_first(
    answer: Reply,
    moderator: Client,
    facilitator: Client,
    staff: dict[Role, StaffMember],
    name: str,
    form: dict[str, str],
) -> None:
    reply = answer
    if name == "desk_passing":
        factories.hold(answer)
    if name == "desk_letting_off":
        reply = factories.probe(staff[Role.MODERATOR], answer, needs_reply=True)
    moderator.post(to(name, reply), form)

    page = facilitator.post(to(name, reply), form, follow=True).content.decode()

    assert "The moderator did so already, on Tue 30 March, 13:00." in page
    assert len(trail()) == 1


def test_what_nobody_did_is_told_without_a_name(answer: Reply, facilitator: Client) -> None:
    page = facilitator.post(to("desk_restoration", answer), follow=True).content.decode()

    assert "It was so already." in page


def test_held_posts_stand_by_person_until_one_or_all_are_let_through(
    board: Board, author: Participant, question: Question, moderator: Client
) -> None:
    board.hold_first_posts = True
    board.save()
    other = factories.participant(board, pseudonym="Calm Elm")
    further = factories.question(question.stage)
    held = [
        factories.hold(factories.answer(author, question, "HERONONE", said_at=NOW - 3 * HOUR)),
        factories.hold(factories.answer(other, question, "ELMONE", said_at=NOW - 2 * HOUR)),
        factories.hold(factories.answer(author, further, "HERONTWO", said_at=NOW - HOUR)),
    ]
    listed = reverse("desk_held", args=["cop"])
    page = moderator.get(listed).content.decode()
    places = [page.index(words) for words in ("Green Heron", "HERONONE", "HERONTWO", "ELMONE")]
    assert places == sorted(places)

    response = moderator.post(to("desk_passing", held[1]) + "?from=desk_held")
    assert response.headers["Location"] == listed
    assert "ELMONE" not in moderator.get(listed).content.decode()
    assert (waits_for_staff(other), waits_for_staff(author)) == (False, True)

    moderator.post(reverse("desk_passing_all", args=["cop", author.pk]))

    assert "Nothing is held." in moderator.get(listed).content.decode()
    assert [(action, what) for action, _by, what in trail()] == [
        ("reply_let_through", held[1].pk),
        ("reply_let_through", held[0].pk),
        ("reply_let_through", held[2].pk),
    ]


def test_letting_all_through_leaves_what_was_rejected(
    board: Board, author: Participant, question: Question
) -> None:
    rejected = factories.reject(factories.hold(factories.answer(author, question)))
    by = factories.facilitator(board).user

    assert let_all_through(participant=author, by=by, now=NOW) == 0

    rejected.refresh_from_db()
    assert rejected.held_at is not None
