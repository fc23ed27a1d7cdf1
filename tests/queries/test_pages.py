"""No page asks more of the database because there is more in it: one, three or thirty of each."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Announcement, Participant, PersonalLink
from sessions.enums import Kind
from sessions.models import Board, Question
from sessions.studio.actions.arranging import add_question
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.participants.visits import address, browser_of, form_of

# What each takes for a person who has been here before. Where a page has a transaction of its
# own it is a savepoint inside the test's, whose beginning and end count.
QUERIES = {
    "board page": 12,
    "question page": 5,
    "poll": 5,
    "poll unchanged": 4,
    "answer": 33,
    "desk's boards": 6,
    "everything said": 12,
    "by person": 13,
    "by time": 24,
    "under a question": 24,
    "news": 8,
    "desk's board": 29,
    "desk's statement": 21,
    "desk's reply": 22,
    "desk's notes": 13,
    "desk's probes": 18,
    "desk's first posts": 13,
    "desk's held posts": 13,
    "desk's prepared questions": 9,
    "desk's wishes": 13,
    "desk's people": 22,
    "desk's people, as a sheet": 21,
    "desk's person": 40,
    "desk's testers": 11,
    "desk's workload": 11,
    "desk's timetable": 9,
    "desk's shifting": 39,
    "desk's clearing of testers": 10,
    "desk's collected": 14,
    "desk's consent": 9,
    "desk's data sheet": 24,
    "desk's erasure": 47,
    "desk's quotations": 8,
    "desk's announcements": 12,
    "desk's announcement": 15,
    "desk's thank-yous": 16,
    "desk's launch": 22,
}


@dataclass(frozen=True)
class Size:
    """How much there is beside a reader with one board, stage, peer and comment."""

    replies: int = 1
    participants: int = 1
    stages: int = 1
    boards: int = 1


GROWING = [
    Size(),
    *(
        Size(**{dimension: size})
        for dimension in ("replies", "participants", "stages", "boards")
        for size in (3, 30)
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize("size", GROWING, ids=str)
def test_a_page_asks_the_same_however_much_there_is(size: Size) -> None:
    owner = factories.user()
    boards = [factories.board(owner=owner) for _ in range(size.boards)]
    readers = [peopled(board, size) for board in boards]
    count_rows_anew()
    browser = let_in_everywhere(readers)
    question = boards[0].stages.earliest("position").questions.earliest("position")

    assert queries_of_each_page(browser, signed_in(owner), question) == QUERIES


def count_rows_anew() -> None:
    """PostgreSQL plans for the rows that are there, as it does wherever rows stay.

    Where its autovacuum came by between two tests it holds the tables to be empty, since every
    test takes its rows back, and joins thirty boards row by row for minutes.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def peopled(board: Board, size: Size) -> Participant:
    """The reader, on a board of that size where they and every peer have answered everything."""
    questions = [factories.question(factories.stage(board)) for _ in range(size.stages)]
    reader, *peers = (factories.participant(board) for _ in range(1 + size.participants))
    testers = [factories.participant(board, tester=True) for _ in range(size.participants)]
    for question in questions:
        for tester in testers:
            factories.answer(tester, question)
        said = [factories.answer(person, question) for person in (reader, *peers)]
        factories.probe(factories.facilitator(board), said[0], needs_reply=True)
        factories.prepared_probe(board, question=question)
    answer = questions[0].replies.get(participant=peers[0])
    for _ in range(size.replies):
        comment = factories.comment(peers[0], answer)
        factories.wish(factories.facilitator(board), comment)
        factories.note(factories.facilitator(board), answer)
        factories.hold(factories.comment(peers[0], answer))
        factories.statement(board, "One.", factories.passage(comment))
        factories.announcement(board)
    factories.thank_you(board)
    factories.question(questions[0].stage)
    return reader


def let_in_everywhere(people: list[Participant]) -> Client:
    """One browser with a place on each board."""
    first, *others = people
    browser = browser_of(first)
    for person in others:
        token = PersonalLink.objects.issue(person, now=factories.NOW)
        browser.post(reverse("personal_link", args=[token]))
    return browser


def queries_of_each_page(browser: Client, desk: Client, question: Question) -> dict[str, int]:
    """Each page is asked for once before, since a first visit writes down that it was one."""
    board = question.stage.board
    poll = reverse("replies", args=[board.slug, question.pk])
    unanswered = question.stage.questions.latest("position")
    said = reverse("desk_question", args=[board.slug, question.pk])
    person = board.participants.earliest("added_at", "id").pk
    htmx = {"HX-Request": "true"}
    etag = browser.get(poll, headers=htmx).headers["ETag"]
    unchanged = {**htmx, "If-None-Match": etag}
    answer = form_of(unanswered, text="An answer.")
    post = question.replies.answers().earliest("posted_at").pk
    pages: dict[str, tuple[int, Callable[[], object]]] = {
        "board page": (200, lambda: browser.get(reverse("board", args=[board.slug]))),
        "question page": (200, lambda: browser.get(address(question))),
        "poll": (200, lambda: browser.get(poll, headers=htmx)),
        "poll unchanged": (304, lambda: browser.get(poll, headers=unchanged)),
        "desk's boards": (200, lambda: desk.get(reverse("desk"))),
        "desk's board": (200, lambda: desk.get(reverse("desk_board", args=[board.slug]))),
        "everything said": (200, lambda: desk.get(reverse("desk_everything", args=[board.slug]))),
        "by person": (200, lambda: desk.get(reverse("desk_speakers", args=[board.slug]))),
        "by time": (200, lambda: desk.get(reverse("desk_stream", args=[board.slug]))),
        "under a question": (200, lambda: desk.get(said)),
        "news": (200, lambda: desk.get(reverse("desk_news", args=[board.slug]))),
        **pages_of_speaking(desk, board.slug, post),
        "desk's statement": (
            200,
            lambda: desk.get(reverse("desk_participation_statement", args=[board.slug])),
        ),
        "desk's people": (200, lambda: desk.get(reverse("desk_people", args=[board.slug]))),
        "desk's people, as a sheet": (
            200,
            lambda: desk.get(reverse("desk_people_sheet", args=[board.slug])),
        ),
        "desk's person": (200, lambda: desk.get(reverse("desk_person", args=[board.slug, person]))),
        "desk's erasure": (
            200,
            lambda: desk.get(reverse("desk_erasure", args=[board.slug, person])),
        ),
    }
    for _status, ask in pages.values():
        ask()
    pages["answer"] = (200, lambda: browser.post(address(unanswered), answer))
    return {name: counted(ask, status) for name, (status, ask) in pages.items()}


def pages_of_speaking(
    desk: Client, slug: str, post: uuid.UUID
) -> dict[str, tuple[int, Callable[[], object]]]:
    announced = Announcement.objects.filter(board__slug=slug).latest("written_at", "id").pk
    addresses = {
        "desk's reply": reverse("desk_reply", args=[slug, post]),
        "desk's notes": reverse("desk_reply_notes", args=[slug, post]),
        "desk's probes": reverse("desk_probes", args=[slug]),
        "desk's first posts": reverse("desk_first_posts", args=[slug]),
        "desk's held posts": reverse("desk_held", args=[slug]),
        "desk's prepared questions": reverse("desk_prepared", args=[slug]),
        "desk's wishes": reverse("desk_wishes", args=[slug]),
        "desk's testers": reverse("desk_testers", args=[slug]),
        "desk's workload": reverse("desk_workload", args=[slug]),
        "desk's timetable": reverse("desk_timetable", args=[slug]),
        "desk's shifting": reverse("desk_shifting", args=[slug]) + "?days=1",
        "desk's clearing of testers": reverse("desk_testers_clearing", args=[slug]),
        "desk's collected": reverse("desk_collected", args=[slug]),
        "desk's consent": reverse("desk_consent_versions", args=[slug]),
        "desk's data sheet": reverse("desk_data_sheet", args=[slug]),
        "desk's quotations": reverse("desk_quotations", args=[slug]),
        "desk's announcements": reverse("desk_announcements", args=[slug]),
        "desk's announcement": reverse("desk_announcement", args=[slug, announced]),
        "desk's thank-yous": reverse("desk_thanks_owed", args=[slug]),
        "desk's launch": reverse("desk_launch", args=[slug]),
    }
    return {
        name: (200, lambda address=address: desk.get(address))  # type: ignore[misc]
        for name, address in addresses.items()
    }


def counted(ask: Callable[[], object], status: int) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = ask()
    assert getattr(response, "status_code", None) == status
    return len(asked)


GUIDE = {"guide": 19, "with one open": 24, "one keystroke": 33}


@pytest.mark.django_db
@pytest.mark.parametrize("each", [1, 15])
def test_the_guide_asks_the_same_for_1_and_for_225_questions(each: int) -> None:
    """Of which some wait to be published, where there are several."""
    board = factories.board()
    factories.segment_set(board, "sector", "health", "social care")
    stages = [factories.stage(board) for _ in range(each)]
    questions = [
        factories.question(stage, kind=Kind.SINGLE, options=["Yes", "No"])
        for stage in stages
        for _ in range(each)
    ]
    by = factories.facilitator(board).user
    for stage in stages:
        add_question(stage=stage, kind=Kind.TEXT, by=by, now=factories.NOW)
    desk = signed_in(by)
    guide = reverse("desk_guide", args=[board.slug])
    form = reverse("desk_guide_question", args=[board.slug, questions[0].pk])
    saving = reverse("desk_guide_saving", args=[board.slug, questions[0].pk])
    typed = {"prompt": "Why?", "options-0-text": "One", "options-1-text": "Two", "seen": "0"}
    desk.get(guide)

    assert {
        "guide": counted(lambda: desk.get(guide), 200),
        "with one open": counted(lambda: desk.get(form), 200),
        "one keystroke": counted(lambda: desk.post(saving, typed), 200),
    } == GUIDE
