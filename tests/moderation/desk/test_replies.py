"""Everything said by question, what staff write under it, and whether others may read it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from moderation.actions.replies import (
    conceal_reply,
    let_through,
    restore_reply,
    reveal_question,
)
from participants.enums import Channel, ReplyKind
from participants.gate.questions import revealed_questions
from participants.models import Participant, Reading, Reply
from sessions.actions.errors import Refused
from sessions.enums import Kind, Reveal, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.trails import trail

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board), prompt="What did you hope for?")


@pytest.fixture
def answer(board: Board, question: Question) -> Reply:
    return factories.answer(factories.participant(board), question, "FIRSTWORDS")


@pytest.fixture
def reader(board: Board, question: Question) -> Participant:
    """Somebody who has answered, and so reads the others."""
    person = factories.participant(board)
    factories.answer(person, question, "Mine.")
    return person


def read(client: Client, question: Question) -> str:
    return client.get(reverse("desk_question", args=["cop", question.pk])).content.decode()


def test_everything_said_stands_under_its_question_in_threads(
    board: Board,
    facilitator: Client,
    question: Question,
    answer: Reply,
    staff: dict[Role, StaffMember],
) -> None:
    other = factories.participant(board)
    comment = factories.comment(other, answer, "COMMENTWORDS", said_at=NOW + HOUR)
    factories.comment(answer.participant, comment, "REPLYWORDS", said_at=NOW + 2 * HOUR)  # type: ignore[arg-type]
    factories.probe(staff[Role.MODERATOR], answer, "PROBEWORDS", said_at=NOW + 3 * HOUR)
    factories.call_for_help(other, question, "HELPWORDS", said_at=NOW - DAY)

    page = read(facilitator, question)

    words = ["FIRSTWORDS", "COMMENTWORDS", "REPLYWORDS", "PROBEWORDS", "HELPWORDS"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_what_hangs_beside_what_it_answers_says_whom_it_answers(
    board: Board, facilitator: Client, question: Question, answer: Reply
) -> None:
    """Threads go no deeper than a reply to a comment: the next one stands beside it."""
    other = factories.participant(board, pseudonym="Calm Elm")
    comment = factories.comment(factories.participant(board), answer)
    deepest = factories.comment(other, comment)

    said = {"manner": "comment", "text": "BESIDEWORDS"}
    facilitator.post(reverse("desk_comment", args=["cop", deepest.pk]), said)

    page = read(facilitator, question)
    beside = page[: page.index("BESIDEWORDS")].rpartition("<article")[2]
    assert "to Calm Elm" in beside


def test_each_reply_is_marked_with_what_staff_should_know(
    board: Board, facilitator: Client, question: Question, staff: dict[Role, StaffMember]
) -> None:
    def said(words: str, **fields: object) -> Reply:
        return factories.answer(factories.participant(board), question, words, **fields)  # type: ignore[arg-type]

    factories.hold(said("One."))
    factories.reject(said("Two."))
    factories.conceal(said("Three."))
    said("Four.", late=True)
    said("Five.", channel=Channel.PAPER, entered_by=staff[Role.MODERATOR])
    corrected = said("EARLIERWORDS")
    factories.version(corrected, "LATERWORDS", after_reading=True)

    page = read(facilitator, question)

    for mark in ("held", "rejected", "concealed", "late", "after reading others"):
        assert f">{mark}</span>" in page
    assert "On paper, entered by The moderator on Tue 30 March, 13:00" in page
    assert "EARLIERWORDS" in page
    assert page.index("LATERWORDS") < page.index("EARLIERWORDS")


def test_it_says_for_how_many_a_reply_rings_true(
    board: Board, question: Question, facilitator: Client
) -> None:
    answer = factories.answer(factories.participant(board), question)
    for tester in (False, False, True):
        factories.resonance(factories.participant(board, tester=tester), answer)

    page = facilitator.get(reverse("desk_question", args=[board.slug, question.pk]))
    assert '<span class="badge badge--good">rings true for 2</span>' in page.content.decode()


def test_what_was_chosen_reads_as_words(board: Board, facilitator: Client) -> None:
    question = factories.question(
        factories.stage(board), kind=Kind.MULTIPLE, options=["Time", "Money", "Space"]
    )
    reply = factories.answer(factories.participant(board), question, "")
    factories.value(reply, "time")
    factories.value(reply, "space")

    assert "Time; Space" in read(facilitator, question)


def test_redacted_words_are_nowhere_on_the_page(
    board: Board, facilitator: Client, question: Question
) -> None:
    reply = factories.answer(factories.participant(board), question, "Ask JANEDOE about it.")
    assert "JANEDOE" in read(facilitator, question)
    factories.redact(reply, "JANEDOE", "[a colleague]")

    page = read(facilitator, question)

    assert "JANEDOE" not in page
    assert "Ask [a colleague] about it." in page


def test_a_page_of_replies_asks_the_same_queries_for_one_as_for_three(
    board: Board,
    facilitator: Client,
    question: Question,
    staff: dict[Role, StaffMember],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for wanted in (1, 3):
        while question.replies.answers().count() < wanted:
            reply = factories.answer(factories.participant(board), question)
            factories.version(reply, "Corrected.")
            factories.probe(staff[Role.MODERATOR], reply)
        with django_assert_num_queries(QUERIES_OF_A_QUESTION):
            page = read(facilitator, question)
        assert page.count("<article") == 2 * wanted


# A savepoint and its end; session, user, member with board; the question and its items, its
# neighbours; what the filters offer; the order of the threads; replies, their versions, items and
# values; which are new; stars, codes and hidden words; what is collected; notes beside them and
# beside the question; the pause; alarms.
QUERIES_OF_A_QUESTION = 24


def test_the_index_counts_what_stands_under_each_question(
    board: Board,
    facilitator: Client,
    question: Question,
    answer: Reply,
    staff: dict[Role, StaffMember],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    moderator, author = staff[Role.MODERATOR], answer.participant
    assert author is not None
    factories.hold(factories.answer(factories.participant(board), question))
    factories.probe(moderator, answer, needs_reply=True)
    replied_to = factories.probe(moderator, answer, needs_reply=True)
    factories.comment(author, replied_to)
    factories.comment(moderator, factories.probe(moderator, answer, needs_reply=True))
    factories.question(question.stage, reveal=Reveal.ON_REVEAL)

    with django_assert_num_queries(12):
        page = facilitator.get(reverse("desk_everything", args=["cop"])).content.decode()

    assert "2 answers" in page
    assert "5 comments" in page
    assert "1 held" in page
    assert "2 await a reply" in page
    assert "nothing yet" in page
    assert "waits for you to reveal" in page


def test_empty_pages_say_so(board: Board, facilitator: Client) -> None:
    index = reverse("desk_everything", args=["cop"])
    assert "There is no question yet" in facilitator.get(index).content.decode()

    question = factories.question(factories.stage(board))

    assert "Nothing has been said here yet." in read(facilitator, question)


def test_a_concealed_reply_is_read_by_its_author_and_staff_until_it_is_restored(
    board: Board, facilitator: Client, question: Question, answer: Reply, reader: Participant
) -> None:
    author = answer.participant
    assert author is not None
    comment = factories.comment(reader, answer)

    def visible_to(person: Participant) -> set[Reply]:
        return set(Reply.objects.visible_to(person, now=NOW))

    assert {answer, comment} <= visible_to(author)
    facilitator.post(reverse("desk_concealment", args=["cop", answer.pk]))
    assert answer not in visible_to(reader)
    assert answer in visible_to(author)
    assert "FIRSTWORDS" in read(facilitator, question)

    facilitator.post(reverse("desk_restoration", args=["cop", answer.pk]))

    assert answer in visible_to(reader)
    by = factories.facilitator(board).user.pk
    assert trail() == [("reply_concealed", by, answer.pk), ("reply_restored", by, answer.pk)]


def test_a_held_reply_is_let_through(
    facilitator: Client, answer: Reply, reader: Participant
) -> None:
    factories.hold(answer)
    assert answer not in Reply.objects.visible_to(reader, now=NOW)

    facilitator.post(reverse("desk_passing", args=["cop", answer.pk]))

    assert answer in Reply.objects.visible_to(reader, now=NOW)
    assert [action for action, _by, _what in trail()] == ["reply_let_through"]


@pytest.mark.parametrize("action", [conceal_reply, restore_reply, let_through])
def test_each_of_these_twice_changes_nothing_the_second_time(
    board: Board, answer: Reply, action: Callable[..., bool]
) -> None:
    if action is restore_reply:
        factories.conceal(answer)
    if action is let_through:
        factories.hold(answer)
    by = factories.facilitator(board).user

    assert [action(reply=answer, by=by, now=NOW) for _time in range(2)] == [True, False]
    assert len(trail()) == 1


def test_revealing_opens_the_replies_to_whoever_answered_for_good(
    board: Board, facilitator: Client
) -> None:
    question = factories.question(factories.stage(board), reveal=Reveal.ON_REVEAL)
    answered, silent = factories.participant(board), factories.participant(board)
    factories.answer(answered, question)
    assert question not in revealed_questions(answered, NOW)
    assert "Reveal the replies" in read(facilitator, question)

    for _time in range(2):
        facilitator.post(reverse("desk_reveal", args=["cop", question.pk]))

    later = NOW + HOUR
    assert question in revealed_questions(answered, later)
    assert question not in revealed_questions(silent, later)
    assert Reading.objects.get(participant=answered, question=question).unlocked_at is not None
    by = factories.facilitator(board).user.pk
    assert trail() == [("question_revealed", by, question.pk)]
    assert "Reveal the replies" not in read(facilitator, question)


def test_a_question_that_opens_by_itself_is_not_revealed(board: Board, question: Question) -> None:
    with pytest.raises(Refused):
        reveal_question(question=question, by=factories.facilitator(board).user, now=NOW)

    question.refresh_from_db()
    assert question.revealed_at is None


@pytest.mark.parametrize(
    ("manner", "kind", "private", "needs_reply"),
    [
        ("comment", ReplyKind.COMMENT, False, False),
        ("probe", ReplyKind.PROBE, False, True),
        ("private probe", ReplyKind.PROBE, True, True),
    ],
)
def test_staff_comment_and_ask_for_more_openly_or_in_private(
    board: Board,
    facilitator: Client,
    answer: Reply,
    reader: Participant,
    manner: str,
    kind: ReplyKind,
    private: bool,
    needs_reply: bool,
) -> None:
    form = {"manner": manner, "text": "Tell us more?", "needs_reply": "on" if needs_reply else ""}

    response = facilitator.post(reverse("desk_comment", args=["cop", answer.pk]), form)

    said = Reply.objects.exclude(staff=None).get()
    assert response.headers["Location"].endswith(f"#reply-{said.pk}")
    assert (said.kind, said.parent, said.needs_reply) == (kind, answer, needs_reply)
    assert said.staff == factories.facilitator(board)
    assert (said in Reply.objects.visible_to(reader, now=NOW + HOUR)) == (not private)
    author = answer.participant
    assert author is not None
    assert said in Reply.objects.visible_to(author, now=NOW + HOUR)


def test_a_box_left_empty_keeps_what_was_chosen_and_says_what_is_missing(
    facilitator: Client, answer: Reply
) -> None:
    form = {"manner": "probe", "text": " \u200b "}

    response = facilitator.post(reverse("desk_comment", args=["cop", answer.pk]), form)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Please write something here." in page
    assert 'value="probe" id="id_manner_1" checked' in page
    assert "FIRSTWORDS" in page
    assert Reply.objects.count() == 1


def test_under_a_private_exchange_staff_write_in_private(
    board: Board, facilitator: Client, question: Question, reader: Participant
) -> None:
    person = factories.participant(board)
    call = factories.call_for_help(person, question)

    facilitator.post(
        reverse("desk_comment", args=["cop", call.pk]), {"manner": "comment", "text": "Try this."}
    )

    said = Reply.objects.exclude(staff=None).get()
    assert said.private_to == person
    assert said not in Reply.objects.visible_to(reader, now=NOW + HOUR)


def test_after_the_grace_period_nothing_is_written(board: Board, facilitator: Client) -> None:
    over = factories.board(
        slug="over", owner=factories.facilitator(board).user, ends_at=NOW - 9 * DAY
    )
    stage = factories.stage(over, opens_at=NOW - 20 * DAY)
    reply = factories.answer(factories.participant(over), factories.question(stage))

    response = facilitator.post(
        reverse("desk_comment", args=["over", reply.pk]), {"manner": "comment", "text": "Late."}
    )

    assert response.status_code == 422
    assert "Late." in response.content.decode()
    assert Reply.objects.count() == 1
