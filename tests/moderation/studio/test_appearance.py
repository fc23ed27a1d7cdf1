"""A facilitator chooses what participants' pages look like, and cannot make them unreadable."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from bulletin.media.models import MediaFile
from sessions.models import Board
from sessions.studio.actions.files import UNUSED_FOR, remove_unused
from tests import factories
from tests.factories import NOW
from tests.moderation.desk.trails import details
from tests.participants.visits import browser_of

pytestmark = pytest.mark.django_db

PAGE = "/desk/cop/guide/look/"
PLUM = {"is_own": "on", "accent": "#7A3B69", "logo": "", "alternative": ""}


def sent_picture(name: str = "Our logo.png") -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (90, 30), "purple").save(data, "PNG")
    return SimpleUploadedFile(name, data.getvalue(), "image/png")


def test_a_colour_stands_at_once_on_participants_pages_and_in_the_trail(
    board: Board, facilitator: Client
) -> None:
    assert facilitator.post(PAGE, PLUM).status_code == 302

    board.refresh_from_db()
    assert board.accent == "#7a3b69"
    assert details("board_look_changed") == {"which": "accent"}
    theirs = browser_of(factories.participant(board)).get(f"/b/{board.slug}/")
    assert '<link rel="stylesheet" href="/accents/7a3b69.css">' in theirs.content.decode()
    assert "/accents/" not in facilitator.get(f"/desk/{board.slug}/").content.decode()


def test_without_a_colour_of_its_own_a_board_has_ours(board: Board, facilitator: Client) -> None:
    facilitator.post(PAGE, PLUM)
    facilitator.post(PAGE, PLUM | {"is_own": ""})

    board.refresh_from_db()
    assert board.accent == ""
    theirs = browser_of(factories.participant(board)).get(f"/b/{board.slug}/")
    assert "/accents/" not in theirs.content.decode()


def test_what_is_tried_is_shown_and_not_saved(board: Board, facilitator: Client) -> None:
    response = facilitator.post(PAGE, PLUM | {"try": ""})

    assert response.status_code == 200
    assert 'href="/accents/7a3b69.css"' in response.content.decode()
    board.refresh_from_db()
    assert board.accent == ""


def test_a_logo_says_what_it_says_and_whoever_forgot_does_not_choose_it_again(
    board: Board, facilitator: Client
) -> None:
    response = facilitator.post(PAGE, PLUM | {"upload": sent_picture()})

    assert response.status_code == 422
    assert "Say what the logo says" in response.content.decode()
    form = response.context["form"]
    again = PLUM | {"logo": form["logo"].value(), "alternative": "Example Institute"}
    assert again["logo"] == "our-logo"
    assert facilitator.post(PAGE, again).status_code == 302

    board.refresh_from_db()
    assert board.logo == MediaFile.objects.get(board=board.pk, key="our-logo")
    assert board.logo_alternative == "Example Institute"
    assert details("board_look_changed") == {"which": "accent, logo"}


def test_participants_see_the_logo_before_they_have_consented_and_nobody_else_does(
    board: Board, facilitator: Client
) -> None:
    facilitator.post(PAGE, PLUM | {"upload": sent_picture(), "alternative": "Example Institute"})
    newcomer = browser_of(factories.participant(board, consented=False))

    page = newcomer.get(reverse("consent", args=[board.slug])).content.decode()
    assert f'src="/b/{board.slug}/logo/" alt="Example Institute"' in page
    response = newcomer.get(f"/b/{board.slug}/logo/")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    response.close()
    stranger = Client().get(f"/b/{board.slug}/logo/")
    assert (stranger.status_code, stranger.headers["Content-Type"]) == (
        Client().get("/b/nowhere/logo/").status_code,
        "text/html; charset=utf-8",
    )


def test_a_board_without_a_logo_has_none_to_fetch(board: Board) -> None:
    member = browser_of(factories.participant(board))
    assert member.get(f"/b/{board.slug}/logo/").status_code == 404


@pytest.mark.parametrize("accent", ["red", "#12345", "#12345g", "url(/x)"])
def test_what_is_no_colour_is_said_beside_the_field_and_stays(
    board: Board, facilitator: Client, accent: str
) -> None:
    response = facilitator.post(PAGE, PLUM | {"accent": accent})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Write it as #7a3b69" in page
    assert f'value="{accent}"' in page
    assert "/accents/" not in page


def test_what_is_no_picture_is_refused_beside_its_field(board: Board, facilitator: Client) -> None:
    response = facilitator.post(
        PAGE, PLUM | {"upload": SimpleUploadedFile("logo.png", b"not a picture")}
    )

    assert response.status_code == 422
    assert "is not a picture that we can read" in response.content.decode()


def test_a_logo_is_used_however_long_no_question_has_it(board: Board, facilitator: Client) -> None:
    facilitator.post(PAGE, PLUM | {"upload": sent_picture(), "alternative": "Example Institute"})
    assert remove_unused(now=NOW + 2 * UNUSED_FOR) == 0

    facilitator.post(PAGE, PLUM)
    assert remove_unused(now=NOW + 2 * UNUSED_FOR) == 1


def test_saved_as_it_was_it_leaves_no_trace(board: Board, facilitator: Client) -> None:
    facilitator.post(PAGE, PLUM)
    response = facilitator.post(PAGE, PLUM, follow=True)
    assert "Nothing was changed." in response.content.decode()
