"""The pages that are measured, on boards with people who are let in and have answered."""

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from sessions.models import Question
from tests.bench.boards import Boards, readers
from tests.bench.browsers import Browser, Request, let_in
from tests.bench.desk_pages import FEWEST, desk_requests
from tests.bench.installation import Web
from tests.bench.rows import words
from tests.bench.web_cases import WebCase

_REPLY = 'id="reply-'


@dataclass(frozen=True)
class Visits:
    """Everybody's requests, made while the sign-in pages of `web` were there to let them in."""

    board: Sequence[Request]
    question: dict[int, Sequence[Request]]
    answer: Sequence[Request]
    poll: Sequence[Request]
    desk: Sequence[tuple[str, Request]]


def visits(boards: Boards, web: Web) -> Visits:
    """Real people's requests: their cookies, their forms' tokens, the ETags they were given."""
    reading = [let_in(person, web.port) for person in readers(boards.reading.board)]
    thousand = [let_in(person, web.port) for person in readers(boards.thousand.board)]
    two_hundred, twenty, *_ = boards.reading.questions
    page = reverse("board", args=[boards.reading.board.slug])
    return Visits(
        board=[each.request(page) for each in reading],
        question={
            20: _question_pages(twenty, reading, 20),
            200: _question_pages(two_hundred, reading, 200),
            1000: _question_pages(boards.thousand.questions[0], thousand, 1000),
        },
        answer=list(_answers(boards, web)),
        poll=[_poll(two_hundred, each) for each in reading],
        desk=desk_requests(boards, web),
    )


def _question_pages(question: Question, browsers: Sequence[Browser], shown: int) -> list[Request]:
    """Each of these people sees so many replies on the page."""
    requests = [each.request(_address("question", question)) for each in browsers]
    for browser, request in zip(browsers, requests, strict=True):
        page = browser.send(request)
        found = page.status, page.body.count(_REPLY)
        assert found == (200, shown), (found, page.body)
    return requests


def _answers(boards: Boards, web: Web) -> Iterator[Request]:
    """Each person answers one of the questions, for the first time."""
    chance = random.Random(1)
    questions = itertools.cycle(boards.answering.open)
    for person in boards.answering.board.participants.filter(replies=None):
        browser, path = let_in(person, web.port), _address("question", next(questions))
        form = browser.send(browser.request(path)).hidden_fields()
        yield browser.form(path, form | {"text": words(chance)})


def _poll(question: Question, browser: Browser) -> Request:
    """Asked again with the ETag of what is there: nothing has changed."""
    path = _address("replies", question)
    etag = browser.send(browser.request(path, HX_Request="true")).headers["ETag"]
    return browser.request(path, status=304, HX_Request="true", If_None_Match=etag)


def _address(name: str, question: Question) -> str:
    return reverse(name, args=[question.stage.board.slug, question.pk])


def web_cases(
    visits: Visits, boards: Boards, *, web: Web, bare: Web, big: Web, database: int
) -> list[WebCase]:
    """Every case over HTTP, in the order of the table."""

    def case(name: str, requests: Sequence[Request], at: Web = web) -> WebCase:
        return WebCase(name, at.pid, database, at.port, requests)

    in_big = "question page 200 in a big database"
    return [
        case("bare", [Browser(bare.port).request("/bare/")], bare),
        case("board page", visits.board),
        *(case(f"question page {shown}", pages) for shown, pages in visits.question.items()),
        case(in_big, visits.question[200], big),
        replace(
            case("post answer", visits.answer), each_once=True, undone_by=boards.take_back_answers
        ),
        case("poll unchanged", visits.poll),
        *(replace(case(name, [request]), fewest=FEWEST) for name, request in visits.desk),
    ]
