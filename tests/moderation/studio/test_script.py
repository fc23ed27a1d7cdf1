"""A board's guide is taken away as the file that makes another like it."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from bulletin import clock
from sessions.actions.boards import create_board
from sessions.models import Board
from sessions.script.bundle import Bundle
from sessions.script.reading import read_script
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.moderation.desk.trails import trail
from tests.sessions.scripts import EVERY_FILE, every_kind


@pytest.fixture(autouse=True)
def _on_the_tuesday() -> Iterator[None]:
    clock.move_to(factories.NOW)
    yield
    clock.reset()


@pytest.fixture
def board(db: None) -> Board:
    return create_board(
        script=every_kind(), owner=factories.user(), files=EVERY_FILE, now=factories.NOW
    )


def test_what_is_taken_away_makes_an_equal_board(board: Board) -> None:
    user = factories.facilitator(board).user
    answer = signed_in(user).get(reverse("desk_script", args=[board.slug]))

    with ZipFile(BytesIO(b"".join(answer))) as taken:
        assert sorted(taken.namelist()) == ["files/harbour.webp", "guide.yaml"]
        script = read_script(taken.read("guide.yaml"), files=EVERY_FILE)
    assert script.stages == every_kind().stages
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{board.slug}.zip"'
    assert trail()[-1] == ("script_downloaded", user.pk, board.pk)


def test_the_desk_leads_to_it(board: Board) -> None:
    user = factories.facilitator(board).user
    page = signed_in(user).get(reverse("desk_board", args=[board.slug])).content.decode()

    assert f'href="{reverse("desk_script", args=[board.slug])}"' in page


def test_a_guide_without_a_stage_says_that_there_is_no_script_yet(db: None) -> None:
    factories.swept()
    bare = factories.board()
    user = factories.facilitator(bare).user

    page = signed_in(user).get(reverse("desk_script", args=[bare.slug]), follow=True)

    assert "There is no script of it yet" in page.content.decode()
    assert ("script_downloaded", user.pk, bare.pk) not in trail()


def test_with_pictures_it_is_a_zip_that_makes_an_equal_board(db: None) -> None:
    board = factories.board(slug="cop")
    question = factories.question(factories.stage(board))
    factories.stimulus(question, factories.picture(board, "harbour"), "A harbour at dawn")
    factories.picture(board, "unused")
    user = factories.facilitator(board).user

    answer = signed_in(user).get(reverse("desk_script", args=["cop"]))

    assert answer.headers["Content-Disposition"] == 'attachment; filename="cop.zip"'
    bundle = Bundle(BytesIO(b"".join(answer)))
    assert bundle.keys == {"harbour"}
    (stimulus,) = read_script(bundle.guide(), files=bundle.keys).stages[0].questions[0].stimuli
    assert (stimulus.file, stimulus.alternative) == ("harbour", "A harbour at dawn")
