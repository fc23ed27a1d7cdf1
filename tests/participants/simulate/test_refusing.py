"""Where a virtual group would do harm, or cannot live, one line says so and nothing is changed."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django import Settings

from bulletin import clock
from bulletin.services import envfiles, locks
from bulletin.services.places import Place
from participants.models import Participant
from sessions.models import Board
from tests import factories

from .conftest import draft

NOWHERE = "http://127.0.0.1:9"
FIVE = ("--participants", "5", "--mail", str(Path(__file__).parent))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _own_place(settings: Settings, tmp_path: Path) -> None:
    settings.PLACE = Place("test", tmp_path / "place")


def refused(slug: str, *words: str) -> str:
    """What the command says as it refuses; it has moved no clock and added nobody."""
    before = clock.offset(), Participant.objects.count()
    with pytest.raises(CommandError) as error:
        call_command("simulate", slug, *FIVE, *words, stdout=io.StringIO())
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


REAL = "people have addresses of their own here "


def test_nobody_gets_a_mail_that_would_reach_them(site: str) -> None:
    """A folder is no promise: the mail server on this machine may pass on what it takes."""
    board = draft()
    factories.participant(board, email="somebody@hospital.example.org")
    factories.participant(board, email="")
    assert REAL not in refused(board.slug, "--url", NOWHERE)
    factories.participant(board, email="somebody@hospital.org")
    assert refused(board.slug, "--url", site) == (
        f"{board.slug}: {REAL}({board.slug}): the clock goes forward for every board, "
        "and what then leaves would reach them. Try it in the demo, whose mail goes nowhere."
    )


def test_the_people_of_every_other_board_and_the_staff_are_looked_at_too(site: str) -> None:
    board, other = draft(), draft(title="Another board")
    factories.participant(other, email="somebody@example.org.uk")
    factories.user("somebody@hospital.org")
    assert f"{REAL}({other.slug}, staff): " in refused(board.slug, "--url", site)


def test_only_whom_a_mail_can_reach_counts(site: str) -> None:
    board, other = draft(), draft(title="Another board")
    factories.user("left@hospital.org", is_active=False)
    person = factories.participant(other, email="left@hospital.org")
    Participant.objects.filter(pk=person.pk).update(
        erased_at=factories.NOW, withdrawn_at=factories.NOW, withdrawn_answers="keep", email=""
    )
    assert REAL not in refused(board.slug, "--url", NOWHERE)


@pytest.fixture
def demo(settings: Settings, tmp_path: Path) -> Iterator[Place]:
    """A demo that runs. On its one board is somebody with a real address."""
    place = Place("demo", tmp_path / "demo")
    place.folder.mkdir()
    settings.PLACE, settings.IS_DEMO = place, True
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 2525
    factories.participant(draft(), email="somebody@hospital.org")
    with locks.held(place.lock):
        yield place


def refused_by(demo: Place, **otherwise: str) -> str:
    """What the command says beside a demo whose processes were told what we were, but for this."""
    told = {
        "DATABASE_URL": settings.DATABASE_URL,
        "REDIS_URL": settings.REDIS_URL,
        "BULLETIN_MAIL_HOST": "127.0.0.1",
        "BULLETIN_MAIL_PORT": "2525",
    }
    envfiles.write(demo.running, told | otherwise, "")
    return refused(Board.objects.get().slug, "--url", NOWHERE)


def test_in_the_demo_that_runs_anybody_may_be_on_a_board(demo: Place) -> None:
    """Its mail catcher delivers nothing."""
    assert REAL not in refused_by(demo)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"DATABASE_URL": "postgresql://elsewhere/bulletin"},
        {"REDIS_URL": "redis://elsewhere"},
        {"BULLETIN_MAIL_HOST": "smtp.hospital.org"},
        {"BULLETIN_MAIL_PORT": "25"},
    ],
)
def test_beside_a_demo_that_uses_other_servers_real_people_are_left_alone(
    demo: Place, otherwise: dict[str, str]
) -> None:
    assert REAL in refused_by(demo, **otherwise)


def test_a_demo_that_has_stopped_keeps_nobodys_mail(demo: Place, settings: Settings) -> None:
    settings.PLACE = Place("demo", demo.folder / "stopped")
    settings.PLACE.folder.mkdir()
    assert REAL in refused_by(settings.PLACE)


def test_a_place_that_is_no_demo_has_no_mail_catcher(demo: Place, settings: Settings) -> None:
    settings.IS_DEMO = False
    assert REAL in refused_by(demo)


def test_without_a_folder_nobody_would_read_their_mail(settings: Settings) -> None:
    board = draft()
    with pytest.raises(CommandError) as error:
        call_command("simulate", board.slug, "--participants", "5")
    assert str(error.value) == (
        "The group reads its letters in a mail catcher's folder: "
        "run it beside the demo, or name the folder with --mail."
    )


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(CommandError, match="/nowhere is no folder"):
        call_command("simulate", "nowhere", "--participants=5", "--mail=/nowhere")


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
        call_command("simulate", board.slug, *FIVE, "--url", site)
    assert str(error.value).splitlines() == [
        f"{board.slug}: board.front_matter.purpose: Say what this board is for.",
        f"{board.slug}: board.front_matter.contacts: Name somebody whom participants can ask.",
    ]
    assert (clock.offset(), Participant.objects.count()) == (before, 0)
