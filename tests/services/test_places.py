"""Where things are, and which place a process belongs to."""

import os
import subprocess
import sys
from pathlib import Path

import dj_database_url
import pytest

from bulletin.services import envfiles, folders, locks, places
from bulletin.services.places import CHECKOUT, Place
from bulletin.services.trouble import Trouble
from tests.services.conftest import MakePlace, mode


@pytest.fixture(autouse=True)
def _nobody_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BULLETIN_DATA", "BULLETIN_PROFILE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    return tmp_path


def test_a_place_is_known_without_any_package() -> None:
    script = "from bulletin.services import places; print(places.of('demo').folder)"
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path[0:0] = ['.']; {script}"]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    assert done.stdout.strip() == str(CHECKOUT / "var" / "demo"), done.stderr


def test_each_place_has_a_folder_of_its_own(checkout: Path) -> None:
    folders = [places.of(name).folder for name in places.NAMES]
    assert folders == [checkout / "var" / name for name in ("demo", "serve", "test")]


def test_without_a_word_it_is_the_real_installation(checkout: Path) -> None:
    assert places.current() == Place("serve", checkout / "var" / "serve")


def test_a_running_demo_is_the_current_place(checkout: Path) -> None:
    demo = places.of("demo")
    demo.folder.mkdir(parents=True)
    with locks.held(demo.lock):
        assert places.current() == demo
    assert places.current().name == "serve"


def test_the_profile_names_the_place(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_PROFILE", "test")
    assert places.current() == Place("test", checkout / "var" / "test")


def test_a_named_folder_says_what_it_is(
    make_place: MakePlace, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = make_place("demo")
    folders.prepare(demo)
    monkeypatch.setenv("BULLETIN_DATA", str(demo.folder))
    assert places.current() == demo


def test_the_folders_are_their_owners_alone(make_place: MakePlace) -> None:
    place = make_place("serve")
    before = os.umask(0)
    folders.prepare(place)
    os.umask(before)
    made = [place.folder, *(path for path in place.folder.iterdir() if path.is_dir())]
    assert len(made) > 8
    assert {mode(folder) for folder in made} == {"700"}


def test_a_demo_does_not_open_the_folder_of_a_real_installation(make_place: MakePlace) -> None:
    serve = make_place("serve")
    folders.prepare(serve)
    with pytest.raises(Trouble, match="belongs to serve"):
        folders.prepare(Place("demo", serve.folder))


def test_a_folder_with_other_files_is_left_alone(make_place: MakePlace) -> None:
    place = make_place("demo")
    place.folder.mkdir()
    (place.folder / "thesis.txt").write_text("mine")
    with pytest.raises(Trouble, match="name an empty folder"):
        folders.prepare(place)
    assert [path.name for path in place.folder.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize("folder", ["/srv/bulletin", "/srv/" + "long/" * 30, "/srv/two words"])
def test_a_socket_is_always_short_and_plain(folder: str) -> None:
    place = Place("serve", Path(folder))
    socket = str(place.sockets / ".s.PGSQL.5432")
    assert len(socket) <= 103
    assert " " not in socket
    assert dj_database_url.parse(place.database_url)["HOST"] == str(place.sockets)


def test_two_long_paths_do_not_share_a_socket() -> None:
    one, two = (Place("serve", Path("/srv/" + "long/" * 30 + end)) for end in ("a", "b"))
    assert one.sockets != two.sockets


def test_serve_env_wins_over_secrets_and_says_where_it_is_wrong(make_place: MakePlace) -> None:
    place = make_place("serve")
    folders.prepare(place)
    place.secrets.write_text("A=secret\nB=secret\n")
    place.answers.write_text('# comment\n\nB = "told"\n')
    assert place.environment() == {"A": "secret", "B": "told"}
    place.answers.write_text("A=1\nBULLETIN_MAIL_HOST smtp.example.org\n")
    with pytest.raises(envfiles.BadLine, match=r"serve\.env:2: .*write it as KEY=value"):
        place.environment()


def test_what_a_stopped_start_told_its_processes_is_forgotten(make_place: MakePlace) -> None:
    place = make_place("demo")
    folders.prepare(place)
    place.running.write_text("BULLETIN_PUBLIC_URL=http://localhost:8001\n")
    assert place.environment() == {}
    with locks.held(place.lock):
        assert place.environment() == {"BULLETIN_PUBLIC_URL": "http://localhost:8001"}
