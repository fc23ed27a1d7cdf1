"""What a question has to look at stands with it on every page that shows the question."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bulletin.media.looks import Place, look_at
from bulletin.media.models import MediaFile
from moderation.preview.eyes import Eyes
from sessions.enums import Kind
from sessions.models import Board, Question
from tests import factories
from tests.moderation.desk.conftest import _on_the_tuesday, signed_in
from tests.participants.visits import address, browser_of

__all__ = ["_on_the_tuesday"]

pytestmark = pytest.mark.django_db
ALTERNATIVE = "A harbour at dawn"


@pytest.fixture(params=[Kind.TEXT, Kind.TEXT_PAGE])
def question(request: pytest.FixtureRequest, board: Board) -> Question:
    return factories.question(factories.stage(board), kind=request.param)


@pytest.fixture
def file(board: Board, question: Question) -> MediaFile:
    file = factories.picture(board, "harbour")
    factories.stimulus(question, file, ALTERNATIVE)
    return file


@pytest.fixture
def client(board: Board) -> Client:
    return browser_of(factories.participant(board))


@pytest.fixture
def desk(board: Board) -> Client:
    return signed_in(factories.facilitator(board).user)


def pictures_on(page: str) -> list[dict[str, str]]:
    tags = re.findall(r"<img [^>]*>", page.partition("<main")[2])
    return [dict(re.findall(r'([a-z]+)="([^"]*)"', tag)) for tag in tags]


def test_it_stands_above_the_answer_box_small_and_leads_to_the_large_one(client, question, file):
    page = client.get(address(question)).content.decode()

    (picture,) = pictures_on(page)
    assert picture == {
        "src": reverse("small_file", args=["cop", file.pk]),
        "alt": ALTERNATIVE,
        "width": "40",
        "height": "20",
    }
    assert page.index("<img src=") < page.index('id="answer"')
    assert f'href="{reverse("file", args=["cop", file.pk])}" target="_blank"' in page


def test_whoever_sees_it_can_read_what_it_shows(client, question, file):
    page = client.get(address(question)).content.decode()

    words = page.partition('<details class="disclosure looks__words')[2].partition("</details>")[0]
    assert f"<p>{ALTERNATIVE}</p>" in words


def test_all_but_the_first_are_fetched_once_they_are_come_to(client, question, file):
    factories.stimulus(question, factories.picture(question.stage.board, "other"), "Another")

    first, second = pictures_on(client.get(address(question)).content.decode())
    assert ("loading" in first, second["loading"]) == (False, "lazy")


def test_however_many_there_are_the_page_asks_once_for_them(
    client, board, question, django_assert_num_queries
):
    client.get(address(question))
    with CaptureQueriesContext(connection) as without:
        client.get(address(question))
    for key in ("one", "two", "three"):
        factories.stimulus(question, factories.picture(board, key))
    with django_assert_num_queries(len(without) + 1):
        client.get(address(question))


def test_in_the_preview_its_addresses_lead_to_the_file(desk, board, question, file):
    seen = reverse("desk_seen", args=["cop", Eyes().token(), address(question).lstrip("/")])

    (picture,) = pictures_on(desk.get(seen).content.decode())
    answer = desk.get(picture["src"])
    assert answer["Content-Type"] == "image/webp"
    assert b"WEBP" in b"".join(answer)


def test_staff_see_it_with_the_question_and_where_they_answer_for_somebody(desk, board):
    question = factories.question(factories.stage(board))
    file = factories.picture(board, "harbour")
    factories.stimulus(question, file, ALTERNATIVE)
    person = factories.participant(board)
    small = reverse("desk_small_file", args=["cop", file.pk])

    pages = {"desk_question": [question.pk], "desk_on_behalf": [person.pk, question.pk]}
    for name, ids in pages.items():
        page = desk.get(reverse(name, args=["cop", *ids])).content.decode()
        assert [(one["src"], one["alt"]) for one in pictures_on(page)] == [(small, ALTERNATIVE)]


def test_the_guide_says_how_much_there_is_to_look_at(desk, question, file):
    guide = desk.get(reverse("desk_guide", args=["cop"])).content.decode()

    assert "Pictures and files: 1" in guide


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING])
def test_an_options_picture_stands_beside_its_text(client, desk, board, kind):
    question = factories.question(factories.stage(board), kind=kind, options=["One", "Another"])
    file = factories.picture(board, "one")
    question.wording.items.filter(text="One").update(picture=file)

    page = client.get(address(question)).content.decode()
    (picture,) = pictures_on(page)
    assert (picture["src"], picture["alt"]) == (reverse("small_file", args=["cop", file.pk]), "")
    assert page.count("Look at it large: One") == 1
    person = factories.participant(board)
    theirs = desk.get(reverse("desk_on_behalf", args=["cop", person.pk, question.pk]))
    (picture,) = pictures_on(theirs.content.decode())
    assert picture["src"] == reverse("desk_small_file", args=["cop", file.pk])


@pytest.mark.parametrize(
    ("width", "height", "sides"),
    [(40, 20, (40, 20)), (2400, 1200, (480, 240)), (2400, 1, (480, 1)), (None, None, (480, 480))],
)
def test_the_small_pictures_sides_are_known_before_it_is_there(width, height, sides):
    file = MediaFile(width=width, height=height)

    assert look_at(file, "", slug="cop", place=Place.BOARD).sides == sides
