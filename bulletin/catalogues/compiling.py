"""From what people write to what programs read."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bulletin.catalogues import FOLDER


def compile_stale(folder: Path = FOLDER) -> list[Path]:
    """Every catalogue is compiled as it now stands; those that had to be, in order.

    A second call compiles nothing. Two at once do no harm: a file is put in its place whole.
    """
    stale = [source for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if _is_stale(source)]
    for source in stale:
        _compile(source)
    return stale


def _is_stale(source: Path) -> bool:
    """An older or younger compiled file is of another state of its source: a checkout of an
    earlier commit makes sources that are new and times that say nothing."""
    compiled = source.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns != source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    with source.open("rb") as words:
        catalogue = read_po(words)
    read_at = source.stat()
    with NamedTemporaryFile(dir=source.parent, prefix=".", delete=False) as written:
        write_mo(written, catalogue)
    os.chmod(written.name, 0o644)
    os.utime(written.name, ns=(read_at.st_atime_ns, read_at.st_mtime_ns))
    os.replace(written.name, source.with_suffix(".mo"))
