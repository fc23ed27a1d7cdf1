"""What is hard to read safely is read in a process of its own, which may use little and ends soon.

`python -m bulletin.media.apart document|mp4|webm FOLDER` writes what is in `FOLDER/source` anew, to
`target` and `small` beside it, and says on standard output what became of it.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Literal, get_args

Form = Literal["document", "mp4", "webm"]
_FORMS: dict[str, Form] = {form: form for form in get_args(Form)}

MOST_MEMORY = 1024 * 1024 * 1024
MOST_WRITTEN = 80 * 1024 * 1024
MOST_CPU_SECONDS = 30
MOST_SECONDS = 45
_ROOT = Path(__file__).parents[2]
_PIECE = 1024 * 1024


@contextmanager
def rewritten(
    file: IO[bytes], form: Form, *, most_bytes: int
) -> Iterator[tuple[dict[str, Any], Path]]:
    """What became of it and the folder where it is, which is gone afterwards.

    `{"refused": why}` where it is not to be had; `why` is `size` for more than `most_bytes`, and
    `damaged` for whatever could not be read within the limits.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        if not _copied(file, folder / "source", most_bytes):
            yield {"refused": "size"}, folder
            return
        yield _outcome(form, folder), folder


def _copied(file: IO[bytes], to: Path, most_bytes: int) -> bool:
    """False where there is more of it than may be."""
    written = 0
    with to.open("wb") as copy:
        while piece := file.read(_PIECE):
            written += len(piece)
            if written > most_bytes:
                return False
            copy.write(piece)
    return True


def _outcome(form: Form, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", __name__, form, str(folder)]
    try:
        ended = subprocess.run(
            command,
            cwd=_ROOT,
            env={"LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=True,
        )
        outcome: dict[str, Any] = json.loads(ended.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": "damaged"}
    return outcome


def _limit() -> None:
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_WRITTEN),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _main(form: Form, folder: Path) -> dict[str, Any]:
    """Its reader is loaded once the limits hold."""
    _limit()
    source, target = folder / "source", folder / "target"
    if form == "document":
        from bulletin.media import documents

        return documents.rewrite(source, target)
    from bulletin.media import videos

    return videos.rewrite(source, target, folder / "small", form)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_main(_FORMS[sys.argv[1]], Path(sys.argv[2]))))
