"""A script travels with its pictures and files, and no zip can harm us."""

import warnings
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from bulletin.media.models import MediaFile
from sessions.models import Board
from sessions.script.bundle import Bundle, NoBundle, files_named
from sessions.script.describing import script_of
from sessions.script.reading import read_script
from tests.bulletin.media import pictures
from tests.sessions.script import bundles
from tests.sessions.scripts import faults


def brought(tmp_path: Path, data: BytesIO, name: str = "guide.zip") -> Path:
    path = tmp_path / name
    path.write_bytes(data.getvalue())
    return path


@pytest.mark.django_db
def test_what_is_brought_is_taken_away_again_and_makes_an_equal_board(tmp_path: Path) -> None:
    first = brought(tmp_path, bundles.zipped())
    call_command("import_script", str(first), "--owner", "ada@example.org")
    board = Board.objects.get()
    call_command("export_script", board.slug, "--zip", str(tmp_path / "second.zip"))
    call_command("import_script", str(tmp_path / "second.zip"), "--owner", "ada@example.org")

    again = Board.objects.exclude(pk=board.pk).get()
    assert script_of(again) == script_of(board)
    assert files_named(script_of(again)) == {"harbour", "red"}
    question = again.stages.get().questions.get()
    (stimulus,) = question.wording.looked_at()
    assert (stimulus.file.key, stimulus.alternative) == ("harbour", "A harbour at dawn")
    assert question.wording.items.get(picture__key="red").text == "The red one"


@pytest.mark.django_db
def test_every_file_in_it_is_made_harmless_again(tmp_path: Path) -> None:
    path = brought(tmp_path, bundles.zipped())
    call_command("import_script", str(path), "--owner", "ada@example.org")

    for file in MediaFile.objects.all():
        with file.file.open() as stored:
            data = stored.read()
        assert Image.open(BytesIO(data)).format == "WEBP"
        assert b"Telltale" not in data
        assert b"Exif" not in data


@pytest.mark.django_db
def test_a_file_that_is_none_of_ours_makes_no_board(tmp_path: Path) -> None:
    evil = bundles.zipped({"files/harbour.jpg": b"<script>", "files/red.png": pictures.photo()})

    with pytest.raises(CommandError, match=r"files/harbour\.jpg: This file is not a picture"):
        call_command("import_script", str(brought(tmp_path, evil)), "--owner", "ada@example.org")
    assert not Board.objects.exists()


def test_a_script_says_which_of_its_files_are_missing() -> None:
    found = faults(bundles.SCRIPT)

    assert [line.partition(":")[0] for line in found] == ["25", "27"]
    assert "stages.first.questions.which.stimuli" in found[0]
    assert "The file “harbour” is missing. Bring a zip with this script as guide.yaml" in found[0]
    assert "The file “red” is missing." in found[1]
    assert read_script(bundles.SCRIPT, files={"harbour", "red"}).stages


@pytest.mark.parametrize(
    "name",
    [
        "../evil.jpg",
        "/etc/passwd",
        "files/../../evil.jpg",
        "files/a/b.jpg",
        "files/Upper.jpg",
        "files/harbour",
        "files/.jpg",
        "files\\evil.jpg",
        "C:/evil.jpg",
        "files/evil.jpg/",
        f"files/{'x' * 65}.jpg",
        "__MACOSX/guide.yaml",
        "other.yaml",
    ],
)
def test_what_is_called_otherwise_is_refused(name: str) -> None:
    with pytest.raises(NoBundle, match="cannot be in this zip"):
        Bundle(bundles.zipped(bundles.FILES | {name: b"x"}))


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (bundles.with_a_link, "no plain file"),
        (bundles.locked, "locked with a password"),
        (bundles.huge, "too large once unpacked"),
        (lambda: bundles.zipped({"files/red.jpg": b"", "files/red.png": b""}), "names two files"),
        (
            lambda: bundles.zipped({f"files/f{number}.jpg": b"" for number in range(300)}),
            "more than 200 files",
        ),
        (
            lambda: bundles.zipped({f"files/f{number}.jpg": b"" for number in range(9000)}),
            "more than 200 files",
        ),
        (lambda: BytesIO(bundles.zipped().getvalue()[:200]), "damaged"),
        (lambda: BytesIO(b"PK\x03\x04"), "damaged"),
    ],
)
def test_a_zip_that_could_harm_is_refused_before_it_is_unpacked(make, why) -> None:
    with pytest.raises(NoBundle, match=why):
        Bundle(make())


def test_a_name_that_stands_twice_is_refused() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        double = bundles.twice()
    with pytest.raises(NoBundle, match="is in this zip twice"):
        Bundle(double)


def test_a_zip_without_a_guide_is_refused() -> None:
    out = BytesIO(bundles.zipped().getvalue().replace(b"guide.yaml", b"guide.yams"))

    with pytest.raises(NoBundle):
        Bundle(out)
