"""import_script, export_script and script_schema as a shell sees them."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from bulletin.accounts.models import User
from sessions.models import Board
from sessions.script.reading import read_script
from tests.sessions.scripts import EXAMPLE, ROOT, script_text

pytestmark = pytest.mark.django_db


def test_importing_prints_the_slug_as_its_last_line(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_script", str(EXAMPLE), "--owner", "ada@example.org")
    board = Board.objects.get()
    assert capsys.readouterr().out.splitlines()[-1] == board.slug
    assert board.staff.get().user == User.objects.get(email="ada@example.org")


def test_importing_for_somebody_who_is_known_makes_no_second_user() -> None:
    ada = User.objects.create_user("Ada@example.org")
    call_command("import_script", str(EXAMPLE), "--owner", "ada@example.org")
    assert Board.objects.get().staff.get().user == ada


def test_importing_with_another_start_moves_the_board() -> None:
    arguments = ["--owner", "ada@example.org", "--starts-on", "2026-11-27"]
    call_command("import_script", str(EXAMPLE), *arguments)
    assert Board.objects.get().starts_on == date(2026, 11, 27)


def test_faults_go_to_standard_error_one_a_line_and_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text(script_text().replace("language: en-GB", "language: xx\n  colour: red"))
    with pytest.raises(SystemExit) as left:
        call_command("import_script", str(file), "--owner", "ada@example.org")
    out, err = capsys.readouterr()
    assert (left.value.code, out) == (1, "")
    assert [line.partition(": ")[0] for line in err.splitlines()] == [f"{file}:5", f"{file}:6"]
    assert not Board.objects.exists()
    assert not User.objects.exists()


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none\.yaml: No such file or directory"):
        call_command("import_script", str(tmp_path / "none.yaml"), "--owner", "ada@example.org")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--owner", "ada"], "ada is no e-mail address"),
        (["--owner", "ada@example.org", "--starts-on", "Friday"], "Friday is no date"),
    ],
)
def test_arguments_that_cannot_be_used_are_explained(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        call_command("import_script", str(EXAMPLE), *arguments)


def test_exporting_writes_a_script_that_means_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_script", str(EXAMPLE), "--owner", "ada@example.org")
    slug = capsys.readouterr().out.strip()
    call_command("export_script", slug)
    assert read_script(capsys.readouterr().out) == read_script(EXAMPLE.read_text())


def test_exporting_a_board_that_is_not_there_is_an_error() -> None:
    with pytest.raises(CommandError, match="nowhere: there is no board of this name"):
        call_command("export_script", "nowhere")


def test_a_faulty_script_ends_the_program_with_status_1(tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text("board:\n  title: What helped: people?\n")
    command = [sys.executable, "manage.py", "import_script", str(file), "--owner", "a@example.org"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"{file}:2: A colon cannot stand here.")
