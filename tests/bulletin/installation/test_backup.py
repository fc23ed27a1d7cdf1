"""What a backup holds comes back row for row (and file for file)."""

import hashlib
import json
import stat
import subprocess
import tarfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from bulletin import clock
from bulletin.audit.models import Entry
from bulletin.media.models import MediaFile
from bulletin.outbox.claiming import claim
from bulletin.outbox.models import Mail
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def here(settings: Settings, tmp_path: Path) -> Path:
    """Media and a ledger of one's own, and the test's database under the name backups use."""
    database = connection.settings_dict
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.LEDGER = tmp_path / "erasures.jsonl"
    host = database["HOST"] or "localhost"
    settings.DATABASE_URL = (
        f"postgresql://{database['USER'] or 'postgres'}@/{database['NAME']}?host={host}"
    )
    return tmp_path


def everything() -> dict[str, list[str]]:
    """Every row of every table of ours, as text."""
    rows = {}
    with connection.cursor() as cursor:
        for table in sorted({model._meta.db_table for model in apps.get_models()}):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            rows[table] = [row[0] for row in cursor.fetchall()]
    return rows


def a_lived_in_board() -> None:
    board = factories.board()
    question = factories.question(factories.stage(board))
    factories.answer(factories.participant(board), question, text="Sentinel 😀 \n\\ ' \" 9")
    Entry.objects.record("tried", now=clock.now(), actor=None, board=board.pk)
    file = MediaFile(board=board.pk, content_type="text/plain", checksum="", size=3)
    file.file.save("a.txt", ContentFile(b"abc"))


def test_a_restored_installation_is_what_it_was(here: Path) -> None:
    a_lived_in_board()
    before = everything()
    call_command("backup", str(here / "all.backup"))
    kept = MediaFile.objects.get().file.path
    a_lived_in_board()
    Path(kept).unlink()
    assert everything() != before

    call_command("restore", str(here / "all.backup"))

    assert everything() == before
    assert Path(kept).read_bytes() == b"abc"
    assert len(list((here / "media").rglob("*"))) == len(
        Path(kept).relative_to(here / "media").parts
    )


def test_nobody_reads_and_no_mail_goes_before_a_restore_is_through(
    here: Path, settings: Settings, client: Client
) -> None:
    told: dict[str, Any] = {
        "kind": "unheard_of", "subject": str(uuid4()), "at": clock.now().isoformat(),
        "by": None, "also": [],
    }  # fmt: skip
    call_command("backup", str(here / "all.backup"))
    settings.LEDGER.write_text(json.dumps(told))
    with pytest.raises(CommandError, match="unheard_of"):
        call_command("restore", str(here / "all.backup"))

    factories.mail()
    assert claim(Mail.objects.all(), at_most=1) == []
    for page, status in (("/", 503), ("/readyz", 503), ("/healthz", 200)):
        assert client.get(page).status_code == status, page
    (here / "wrong").write_bytes(b"")
    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", str(here / "wrong"))
    assert client.get("/").status_code == 503

    settings.LEDGER.unlink()
    call_command("reapply_erasures")

    assert client.get("/").status_code != 503
    assert len(claim(Mail.objects.all(), at_most=1)) == 1


def test_a_file_that_is_no_backup_shuts_nothing(here: Path, client: Client) -> None:
    (here / "wrong").write_bytes(b"")

    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", str(here / "wrong"))

    assert client.get("/").status_code != 503


def packed(path: Path) -> list[str]:
    with tarfile.open(path) as archive:
        return sorted(Path(name).name for name in archive.getnames() if name.startswith("media/"))


def test_a_file_that_goes_while_it_is_packed_is_left_out(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("going", "staying"):
        default_storage.save(f"boards/one/{name}", ContentFile(b"abc"))
    add = tarfile.TarFile.add

    def remove_and_add(archive: tarfile.TarFile, name: Any, *how: Any, **more: Any) -> None:
        if Path(name).name == "going":
            Path(name).unlink()
        add(archive, name, *how, **more)

    monkeypatch.setattr(tarfile.TarFile, "add", remove_and_add)
    call_command("backup", str(here / "all.backup"))

    assert packed(here / "all.backup") == ["boards", "one", "staying"]


def test_what_is_kept_for_a_day_is_not_packed(here: Path) -> None:
    default_storage.save("brought/whole", ContentFile(b"abc"))
    default_storage.save("transcripts/one", ContentFile(b"abc"))
    call_command("backup", str(here / "all.backup"))

    assert packed(here / "all.backup") == ["one", "transcripts"]


def test_only_its_owner_can_read_a_backup(here: Path) -> None:
    call_command("backup", str(here / "all.backup"))

    assert stat.S_IMODE((here / "all.backup").stat().st_mode) == 0o600


def test_a_backup_that_fails_leaves_the_older_one_alone(here: Path, settings: Settings) -> None:
    older = here / "all.backup"
    older.write_bytes(b"older")
    settings.DATABASE_URL = "postgresql://postgres@/not_there?host=/not/there"

    with pytest.raises(CommandError, match="pg_dump failed"):
        call_command("backup", str(older))

    assert older.read_bytes() == b"older"
    assert [path.name for path in here.iterdir() if path.name.startswith((".", "all"))] == [
        "all.backup"
    ]


@pytest.mark.parametrize("content", [b"", b"not an archive", b"\x1f\x8b broken"])
def test_a_file_that_is_no_backup_changes_nothing(here: Path, content: bytes) -> None:
    a_lived_in_board()
    before = hashlib.sha256(repr(everything()).encode()).hexdigest()
    (here / "wrong").write_bytes(content)

    with pytest.raises(CommandError, match="is not a backup"):
        call_command("restore", str(here / "wrong"))

    assert hashlib.sha256(repr(everything()).encode()).hexdigest() == before


def test_a_restore_keeps_the_media_folder_itself_which_may_be_a_mounted_volume(here: Path) -> None:
    a_lived_in_board()
    call_command("backup", str(here / "all.backup"))
    folder = (here / "media").stat().st_ino
    (here / "media" / "later.txt").write_text("later")

    call_command("restore", str(here / "all.backup"))

    assert (here / "media").stat().st_ino == folder
    assert [path.name for path in (here / "media").iterdir()] == ["boards"]


def test_no_command_line_shows_the_databases_password(
    here: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **more: object) -> object:
        ran.append((command, env))
        return subprocess.CompletedProcess(command, 1, "", "refused")

    monkeypatch.setattr(subprocess, "run", run)
    settings.DATABASE_URL = "postgresql://bulletin:s%40cret@db:5432/bulletin"

    with pytest.raises(CommandError, match="pg_dump failed: refused"):
        call_command("backup", str(here / "all.backup"))

    [(command, environment)] = ran
    assert command[-1] == "--dbname=postgresql://bulletin@db:5432/bulletin"
    assert environment["PGPASSWORD"] == "s@cret"
