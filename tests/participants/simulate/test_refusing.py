"""Where a virtual group would do harm, or cannot live, one line says so and nothing is changed."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from bulletin import clock
from bulletin.services.places import Place
from participants.models import Participant
from sessions.models import Board
from tests import factories

from .conftest import draft

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_place(settings: Settings, tmp_path: Path) -> None:
    settings.PLACE = Place("test", tmp_path / "place")


def refused(slug: str, *words: str) -> str:
    """What the command says as it refuses; it has moved no clock and added nobody."""
    before = clock.offset(), Participant.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("simulate", slug, "--participants", "5", *words, stdout=io.StringIO())
    assert (clock.offset(), Participant.objects.count()) == before
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_real_installation_is_left_alone(settings: Settings) -> None:
    board, settings.IN_PRODUCTION = draft(), True
    assert refused(board.slug) == (
        "simulate moves the clock and makes people up: not in production."
    )


def test_a_board_that_is_not_there_is_named() -> None:
    assert refused("nowhere") == "nowhere: there is no board of this name."


@pytest.mark.parametrize("number", ["0", "-3", "many", "²"])
def test_a_number_of_people_is_a_number(number: str) -> None:
    with pytest.raises(CommandError, match="is no number of at least 1"):
        call_command("simulate", "nowhere", f"--participants={number}")


def test_a_board_that_people_have_been_on_is_theirs(site: str) -> None:
    board = draft()
    person = factories.participant(board)
    Participant.objects.filter(pk=person.pk).update(first_came_at=factories.NOW)
    assert refused(board.slug, "--url", site) == (
        f"{board.slug}: people have been on this board already; "
        "a virtual group needs one of its own."
    )


def test_what_was_entered_for_somebody_is_theirs_too(site: str) -> None:
    board = draft()
    person = factories.participant(board)
    factories.answer(person, factories.question(board.stages.get(key="first")))
    assert "people have been on this board already" in refused(board.slug, "--url", site)


def test_nobody_gets_a_mail_that_would_reach_them(site: str, tmp_path: Path) -> None:
    """A mail server on this machine may pass it on; a mail catcher's folder is named."""
    nowhere = ("--url", "http://127.0.0.1:9")
    board = draft()
    factories.participant(board, email="somebody@hospital.example.org")
    assert refused(board.slug, *nowhere).endswith("name it with --url.")
    factories.participant(board, email="somebody@hospital.org")
    assert "its people have addresses of their own" in refused(board.slug, "--url", site)
    assert refused(board.slug, *nowhere, "--mail", str(tmp_path)).endswith("name it with --url.")


def test_a_board_that_is_over_is_not_lived_through(site: str) -> None:
    board = draft()
    clock.move_to(board.ends_at)
    assert refused(board.slug, "--url", site) == (
        f"{board.slug}: its end has passed by the product's clock: "
        "import its script with a later date."
    )


def test_where_nothing_answers_the_address_is_named() -> None:
    board = draft()
    clock.move_to(board.ends_at.replace(month=1))
    assert refused(board.slug, "--url", "http://127.0.0.1:9") == (
        f"{board.slug}: nothing answers at http://127.0.0.1:9: start it, or name it with --url."
    )


def test_without_a_worker_nobody_is_invited(site: str) -> None:
    board = draft()
    said = refused(board.slug, "--url", site, "--patience", "0.2")
    assert said.startswith(f"{board.slug}: no mail leaves: is a worker running? The clock stands")
    board.refresh_from_db()
    assert board.launched_at is None


def test_what_keeps_a_board_from_its_launch_is_said_line_by_line(site: str) -> None:
    board = draft()
    Board.objects.filter(pk=board.pk).update(purpose="")
    board.contacts.all().delete()
    before = clock.offset()
    with pytest.raises(CommandError) as error:
        call_command("simulate", board.slug, "--participants", "2", "--url", site)
    assert str(error.value).splitlines() == [
        f"{board.slug}: board.front_matter.purpose: Say what this board is for.",
        f"{board.slug}: board.front_matter.contacts: Name somebody whom participants can ask.",
    ]
    assert (clock.offset(), Participant.objects.count()) == (before, 0)
