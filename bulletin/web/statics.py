"""Files of ours as an installation sends them: compressed, and named by what they hold.

They are written in small pieces, and no tool stands between writing and seeing. A style sheet
that lists others is sent as one file with all of them; what a script imports is told of beside
it, so that a browser asks for everything at once (ADR 46).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

JOINED = ("css/board.css", "css/desk.css")
_LISTED = re.compile(r'@import url\("([^"]+)"\);')
_IMPORTED = re.compile(r'^import [^"]*"(\./[^"]+)";', re.MULTILINE)
_UNREAD = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """Our modules import each other by the names that say what they hold, so that a browser keeps
    them for good; libraries' own stay as they are."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        sheets = {name: paths[name] for name in JOINED if name in paths}
        joined = {name: (_Joining(storage), path) for name, (storage, path) in sheets.items()}
        yield from super().post_process(paths | joined, *args, **options)


class _Joining:
    """The storage of a style sheet that lists others, as their reader wants it."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    def open(self, name: str) -> ContentFile[bytes]:
        return ContentFile(joined(name, self._text).encode())

    def _text(self, name: str) -> str:
        with self._storage.open(name) as file:
            return bytes(file.read()).decode()


def joined(name: str, text_of: Callable[[str], str]) -> str:
    """The style sheet with those that it lists, without comments; by their names in `static/`.

    A sheet in another folder than the list must not name files: its addresses stay as they are.
    """

    def listed(found: re.Match[str]) -> str:
        return text_of(normpath(join(dirname(name), found[1])))

    return _UNREAD.sub("", _LISTED.sub(listed, text_of(name)))


@lru_cache
def modules_of(name: str) -> tuple[str, ...]:
    """What a module imports, and what that imports in turn, each once, by its name in `static/`."""
    found: dict[str, None] = {}
    path = finders.find(name)
    assert isinstance(path, str), f"{name} is not among the static files."
    for imported in _IMPORTED.findall(Path(path).read_text()):
        module = normpath(join(dirname(name), imported))
        found |= {module: None} | dict.fromkeys(modules_of(module))
    return tuple(found)
