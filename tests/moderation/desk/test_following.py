"""What is new to whom, how it is marked as read, and how the pages of everything said tell."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bulletin import clock
from bulletin.audit.models import Entry
from moderation.actions.reading import mark_read, mark_unread, take_back_marks
from moderation.models import Seen
from moderation.unread import new_to
from participants.actions.withdrawing import withdraw
from participants.enums import AnswersAfterWithdrawal
from participants.models import Participant, Reply
from sessions.enums import ObserverSight, Role
from sessions.models import Board, Question, StaffMember
from tests import factories
from tests.moderation.desk.conftest import signed_in

NOW, HOUR, DAY = factories.NOW, factories.HOUR, factories.DAY
MINUTE = HOUR / 60


@pytest.fixture
def question(board: Board) -> Question:
    return factories.question(factories.stage(board, title="Hopes"), prompt="What did you hope?")


@pytest.fixture
def person(board: Board) -> Participant:
    return factories.participant(board, pseudonym="Calm Elm")


@pytest.fixture
def answer(person: Participant, question: Question) -> Reply:
    return factories.answer(person, question, "FIRSTWORDS", said_at=NOW - DAY)


@pytest.fixture
def me(staff: dict[Role, StaffMember]) -> StaffMember:
    return staff[Role.MODERATOR]


@pytest.fixture
def desk(me: StaffMember) -> Client:
    return signed_in(me.user)


def new(member: StaffMember) -> set[Reply]:
    return set(Reply.objects.for_staff(member).filter(new_to(member)))


def read(member: StaffMember, *replies: Reply, as_of: object = NOW, now: object = NOW) -> int:
    these = Reply.objects.filter(pk__in=[reply.pk for reply in replies])
    return mark_read(member=member, replies=these, as_of=as_of, now=now)  # type: ignore[arg-type]


def page_of(client: Client, name: str, *args: object, **asked: Any) -> str:
    response = client.get(reverse(name, args=["cop", *args]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def posts_on(page: str) -> list[str]:
    return [str(one) for one in re.findall(r'data-post="([^"]+)"', page)]


def at_of(marked: Any) -> str:
    """The moment that the page after marking is told, so that it can be taken back."""
    asked = parse_qs(urlsplit(str(marked.headers["Location"])).query)
    return asked["marked"][0]


def test_a_reply_is_new_to_each_member_until_they_have_read_it(
    answer: Reply, me: StaffMember, staff: dict[Role, StaffMember]
) -> None:
    assert (new(me), new(staff[Role.FACILITATOR])) == ({answer}, {answer})

    read(me, answer)

    assert (new(me), new(staff[Role.FACILITATOR])) == (set(), {answer})


def test_a_corrected_reply_is_new_again(answer: Reply, me: StaffMember) -> None:
    read(me, answer, as_of=NOW - HOUR, now=NOW - HOUR)
    assert new(me) == set()

    factories.version(answer, "LATERWORDS", said_at=NOW)

    assert new(me) == {answer}


def test_ones_own_words_are_never_new(
    answer: Reply, me: StaffMember, staff: dict[Role, StaffMember]
) -> None:
    read(me, answer)
    factories.probe(me, answer)
    theirs = factories.comment(staff[Role.FACILITATOR], answer)

    assert new(me) == {theirs}


def test_words_that_were_removed_are_not_new(answer: Reply, me: StaffMember) -> None:
    assert answer.participant is not None
    withdraw(
        participant=answer.participant, answers=AnswersAfterWithdrawal.REMOVE, now=NOW, by=me.user
    )

    assert new(me) == set()


def test_reading_twice_changes_nothing_the_second_time(answer: Reply, me: StaffMember) -> None:
    assert [read(me, answer, now=NOW + step * HOUR) for step in (0, 1)] == [1, 0]

    assert Seen.objects.get(member=me, reply=answer).seen_at == NOW


def test_reading_a_correction_keeps_one_mark(answer: Reply, me: StaffMember) -> None:
    read(me, answer, as_of=NOW - HOUR, now=NOW - HOUR)
    corrected = factories.version(answer, "LATERWORDS", said_at=NOW)

    assert read(me, answer) == 1

    mark = Seen.objects.get(member=me, reply=answer)
    assert (mark.version, mark.seen_at) == (corrected, NOW)


def test_what_was_read_before_stays_read_where_all_is_marked_and_taken_back(
    answer: Reply, question: Question, board: Board, me: StaffMember
) -> None:
    other = factories.answer(factories.participant(board), question)
    read(me, answer)
    read(me, answer, other, now=NOW + MINUTE)

    take_back_marks(member=me, at=NOW + MINUTE)

    assert new(me) == {other}


def test_what_was_corrected_after_the_page_was_made_stays_new(
    answer: Reply, me: StaffMember
) -> None:
    factories.version(answer, "LATERWORDS", said_at=NOW)

    assert read(me, answer, as_of=NOW - MINUTE, now=NOW + MINUTE) == 0

    assert new(me) == {answer}


def test_nothing_at_all_is_marked_where_there_is_nothing(me: StaffMember) -> None:
    nothing = Reply.objects.filter(pk__in=[])

    assert mark_read(member=me, replies=nothing, as_of=NOW, now=NOW) == 0


def test_a_mark_is_taken_back_and_others_marks_stand(
    answer: Reply, question: Question, board: Board, me: StaffMember
) -> None:
    other = factories.answer(factories.participant(board), question)
    read(me, answer)
    read(me, other, now=NOW + MINUTE)

    assert take_back_marks(member=me, at=NOW + MINUTE) == 1
    assert new(me) == {other}
    assert mark_unread(member=me, replies=[answer.pk]) == 1
    assert new(me) == {answer, other}


def test_a_page_tells_what_was_read_on_it(
    desk: Client, me: StaffMember, answer: Reply, board: Board
) -> None:
    elsewhere = factories.board(slug="elsewhere")
    hidden = factories.answer(
        factories.participant(elsewhere), factories.question(factories.stage(elsewhere))
    )
    told = {"reply": [answer.pk, hidden.pk, me.pk], "as_of": NOW.isoformat()}
    before = Entry.objects.count()

    response = desk.post(
        reverse("desk_reading", args=["cop"]), told, headers={"HX-Request": "true"}
    )

    assert (response.status_code, response.content) == (204, b"")
    assert set(Seen.objects.values_list("reply", flat=True)) == {answer.pk}
    assert Entry.objects.count() == before


def test_without_javascript_buttons_mark_one_as_read_and_as_unread(
    desk: Client, me: StaffMember, answer: Reply, question: Question
) -> None:
    page = page_of(desk, "desk_question", question.pk)
    assert (page.count("data-new-mark"), "Mark as read" in page) == (1, True)
    back = reverse("desk_question", args=["cop", question.pk])
    form = {"reply": answer.pk, "as_of": NOW.isoformat(), "back": back}

    response = desk.post(reverse("desk_reading", args=["cop"]), form)

    assert response.headers["Location"] == f"{back}#reply-{answer.pk}"
    assert "data-new-mark" not in page_of(desk, "desk_question", question.pk)
    desk.post(reverse("desk_forgetting", args=["cop"]), form)
    assert new(me) == {answer}


def test_everything_shown_is_marked_as_read_and_that_is_taken_back(
    desk: Client, me: StaffMember, answer: Reply, board: Board, question: Question
) -> None:
    off_the_page = factories.answer(factories.participant(board), question)
    back = reverse("desk_stream", args=["cop"]) + "?unread=new"
    form = {"shown": [answer.pk], "as_of": NOW.isoformat(), "back": back}

    marked = desk.post(reverse("desk_reading", args=["cop"]), form)
    page = desk.get(marked.headers["Location"]).content.decode()

    assert new(me) == {off_the_page}
    assert "1 reply is marked as read." in page
    desk.post(reverse("desk_forgetting", args=["cop"]), {"at": at_of(marked), "back": back})
    assert new(me) == {answer, off_the_page}
    assert "marked as read." not in desk.get(marked.headers["Location"]).content.decode()


def test_the_whole_board_is_read_as_it_stood_when_the_page_was_made(
    desk: Client, me: StaffMember, answer: Reply, board: Board, question: Question
) -> None:
    as_of = NOW.isoformat()
    came_since = factories.answer(factories.participant(board), question, said_at=NOW + MINUTE)
    clock.move_to(NOW + 2 * MINUTE)

    response = desk.post(reverse("desk_reading_all", args=["cop"]), {"as_of": as_of})

    assert response.headers["Location"].startswith(reverse("desk_everything", args=["cop"]))
    assert new(me) == {came_since}
    desk.post(reverse("desk_forgetting", args=["cop"]), {"at": at_of(response)})
    assert new(me) == {answer, came_since}


def test_no_form_leads_to_another_site(desk: Client, answer: Reply) -> None:
    form = {"as_of": NOW.isoformat(), "back": "https://example.org/"}

    response = desk.post(reverse("desk_reading_all", args=["cop"]), form)

    assert response.headers["Location"].startswith("/")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("desk_reading", {"reply": "no id"}),
        ("desk_reading", {"shown": "no id"}),
        ("desk_reading_all", {"as_of": "no moment"}),
        ("desk_reading_all", {"as_of": "2021-03-30T12:00:00"}),
        ("desk_forgetting", {"at": "2021-13-30T12:00:00Z"}),
    ],
)
def test_what_no_page_sends_is_not_there(
    desk: Client, answer: Reply, name: str, form: dict[str, str]
) -> None:
    assert desk.post(reverse(name, args=["cop"]), form).status_code == 404


def test_the_index_counts_what_is_new_to_me_under_each_question_and_stage(
    desk: Client, me: StaffMember, answer: Reply, board: Board, question: Question
) -> None:
    other = factories.question(question.stage)
    for _number in range(2):
        factories.answer(factories.participant(board), other)

    page = page_of(desk, "desk_everything")
    assert [page.count(f">{number} new</") for number in (1, 2, 3)] == [1, 1, 1]

    read(me, answer, as_of=NOW, now=NOW)
    page = page_of(desk, "desk_everything")
    assert [page.count(f">{number} new</") for number in (1, 2, 3)] == [0, 2, 0]


def test_by_person_everybody_who_spoke_stands_with_what_is_new(
    desk: Client, me: StaffMember, answer: Reply, board: Board, question: Question
) -> None:
    sector = factories.segment_set(board, "sector", "health")
    assert answer.participant is not None
    factories.member_of(answer.participant, factories.segment(sector, "health"))
    factories.participant(board, pseudonym="Silent Oak")
    other = factories.participant(board, pseudonym="Amber Finch")
    factories.comment(other, answer)
    read(me, answer)

    page = page_of(desk, "desk_speakers")

    assert page.index("Amber Finch") < page.index("Calm Elm")
    assert "Silent Oak" not in page
    assert "health" in page.partition("Calm Elm")[2]
    assert page.count("1 new</a>") == 1


def test_the_page_asks_how_much_has_come_since_and_is_told_once(
    desk: Client, answer: Reply, board: Board, question: Question
) -> None:
    news, asked = reverse("desk_news", args=["cop"]), {"as_of": NOW.isoformat()}
    quiet = desk.get(news, asked)
    assert (quiet.status_code, quiet.content) == (200, b"")
    unchanged = desk.get(news, asked, headers={"If-None-Match": quiet.headers["ETag"]})
    assert unchanged.status_code == 304

    for _number in range(2):
        factories.answer(factories.participant(board), question, said_at=NOW + MINUTE)

    told = desk.get(news, asked, headers={"If-None-Match": quiet.headers["ETag"]})
    assert told.content == b"2 new replies: show"
    again = desk.get(news, asked, headers={"If-None-Match": told.headers["ETag"]})
    assert again.status_code == 304


def test_news_is_of_what_the_page_shows_and_never_ones_own(
    desk: Client, me: StaffMember, answer: Reply, board: Board, question: Question
) -> None:
    elsewhere = factories.question(question.stage)
    factories.answer(factories.participant(board), elsewhere, said_at=NOW + MINUTE)
    factories.comment(me, answer, said_at=NOW + MINUTE)
    news, since = reverse("desk_news", args=["cop"]), {"as_of": NOW.isoformat()}

    assert desk.get(news, since | {"question": str(question.pk)}).content == b""
    assert desk.get(news, since).content == b"1 new reply: show"


def test_threads_are_shown_twenty_a_page_and_a_reply_leads_to_its_own(
    desk: Client, me: StaffMember, board: Board, question: Question
) -> None:
    said = [
        factories.answer(factories.participant(board), question, said_at=NOW - (30 - number) * HOUR)
        for number in range(22)
    ]
    comment = factories.comment(factories.participant(board), said[21], "DEEPWORDS")
    read(me, *said)

    first = page_of(desk, "desk_question", question.pk)
    assert first.count("<article") == 20
    assert "1 new" in first
    assert f"?at={comment.pk}#reply-{comment.pk}" in first
    second = page_of(desk, "desk_question", question.pk, at=comment.pk)
    assert posts_on(second) == posts_on(page_of(desk, "desk_question", question.pk, page=2))
    assert posts_on(second) == [str(one.pk) for one in (said[20], said[21], comment)]


@pytest.mark.parametrize(
    "asked",
    [
        {"page": 2},
        {"page": 0},
        {"page": "x"},
        {"page": "9" * 5000},
        {"at": "x"},
        {"at": "00000000-0000-4000-8000-000000000000"},
    ],
    ids=str,
)
def test_a_page_of_threads_that_is_not_there(
    desk: Client, answer: Reply, question: Question, asked: dict[str, Any]
) -> None:
    address = reverse("desk_question", args=["cop", question.pk])

    assert desk.get(address, asked).status_code == 404


def test_an_observer_has_their_own_marks_on_what_they_may_read(
    at_desk: Callable[[Role], Client], db: None
) -> None:
    board = factories.board(slug="seen", observers=ObserverSight.PSEUDONYM)
    observer = factories.staff(board, Role.OBSERVER)
    question = factories.question(factories.stage(board))
    open_one, held = (factories.answer(factories.participant(board), question) for _ in range(2))
    factories.hold(held)

    signed_in(observer.user).post(reverse("desk_reading_all", args=["seen"]), {})

    assert set(Seen.objects.values_list("member", "reply")) == {(observer.pk, open_one.pk)}


@pytest.mark.parametrize(
    ("name", "queries"), [("desk_everything", 12), ("desk_speakers", 13), ("desk_stream", 24)]
)
def test_following_asks_the_same_queries_for_one_as_for_three(
    desk: Client,
    board: Board,
    question: Question,
    me: StaffMember,
    name: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for wanted in (1, 3):
        while question.replies.answers().count() < wanted:
            reply = factories.answer(factories.participant(board), question)
            factories.probe(me, reply)
            factories.question(factories.stage(board))
        with django_assert_num_queries(queries):
            page_of(desk, name)
