"""A facilitator writes what the board says of itself."""

import pytest
from django.test import Client

from sessions.models import Board
from sessions.studio.actions.texts import TEXTS
from tests.moderation.desk.trails import details

pytestmark = pytest.mark.django_db

PAGE = "/desk/cop/guide/about/"


def opened(client: Client) -> dict[str, str]:
    """What the form holds as a browser would send it back."""
    form = client.get(PAGE).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields}


def test_what_is_written_stands_at_once_and_in_the_trail(board: Board, facilitator: Client) -> None:
    typed = opened(facilitator) | {"welcome": "Welcome to **all**.", "controller": "The institute"}

    assert facilitator.post(PAGE, typed).status_code == 302

    board.refresh_from_db()
    assert board.welcome == "Welcome to **all**."
    assert board.welcome_html.strip() == "<p>Welcome to <strong>all</strong>.</p>"
    assert board.controller == "The institute"
    assert details("board_texts_changed") == {"which": "controller, welcome"}


def test_two_who_change_different_texts_both_keep_theirs(board: Board, facilitator: Client) -> None:
    first, second = opened(facilitator), opened(facilitator)

    facilitator.post(PAGE, first | {"purpose": "To learn."})
    assert facilitator.post(PAGE, second | {"conduct": "Be kind."}).status_code == 302

    board.refresh_from_db()
    assert (board.purpose, board.conduct) == ("To learn.", "Be kind.")


def test_the_second_to_change_a_text_is_shown_both_and_loses_nothing(
    board: Board, facilitator: Client
) -> None:
    first, second = opened(facilitator), opened(facilitator)
    facilitator.post(PAGE, first | {"purpose": "To learn."})

    response = facilitator.post(PAGE, second | {"purpose": "To understand."})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Now it reads: “To learn.”" in page
    assert "To understand.</textarea>" in page
    board.refresh_from_db()
    assert board.purpose == "To learn."

    form = response.context["form"]
    again = {name: str(form[name].value() or "") for name in form.fields}
    assert facilitator.post(PAGE, again).status_code == 302
    board.refresh_from_db()
    assert board.purpose == "To understand."


def test_a_board_needs_a_title_and_what_was_typed_is_kept(
    board: Board, facilitator: Client
) -> None:
    response = facilitator.post(PAGE, opened(facilitator) | {"title": "", "welcome": "Kept"})

    assert response.status_code == 422
    assert "Kept</textarea>" in response.content.decode()
    board.refresh_from_db()
    assert board.title


def test_every_text_has_a_box(facilitator: Client) -> None:
    response = facilitator.get(PAGE)

    assert set(TEXTS) <= set(response.context["form"].fields)
    page = response.content.decode()
    assert all(f'type="hidden" name="seen-{name}"' in page for name in TEXTS)


@pytest.mark.parametrize("launched", [True, False])
def test_what_is_still_to_be_filled_in_is_refused_on_a_live_board(
    board: Board, facilitator: Client, launched: bool
) -> None:
    if not launched:
        Board.objects.update(launched_at=None, launched_by=None)

    response = facilitator.post(
        PAGE, opened(facilitator) | {"welcome": "Ask [FILL IN: whom to ask]."}
    )

    assert response.status_code == (422 if launched else 302)
    if launched:
        assert list(response.context["form"].errors) == ["welcome"]
