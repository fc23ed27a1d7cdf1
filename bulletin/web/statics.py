"""Files of ours as an installation sends them: joined, compressed, and named by what they hold.

They are written in small pieces, and no tool stands between writing and seeing: a browser reads
the pieces as they are. A style sheet that lists others, and a script that imports others, is sent
as one file with all of them (ADR 46).
"""

import re
from collections.abc import Callable, Iterator
from posixpath import dirname, join, normpath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

TextOf = Callable[[str], str]

SHEETS = ("css/board.css", "css/desk.css")
SCRIPTS = ("js/board.js", "js/desk.js", "js/offline.js")
_LISTED = re.compile(r'@import url\("([^"]+)"\);')
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const|class) (\w+)", re.MULTILINE)
_REMARK = re.compile(r"^[ \t]*(?:/\*.*?\*/|//[^\n]*)\n", re.DOTALL | re.MULTILINE)
_UNREAD = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """Sheets and scripts that pages name are joined on their way into the installation."""

    def post_process(self, paths: dict[str, Any], *args: Any, **options: Any) -> Iterator[Any]:
        joining = {
            name: (_Joining(paths[name][0], joined), paths[name][1])
            for names, joined in ((SHEETS, joined_sheet), (SCRIPTS, joined_script))
            for name in names
            if name in paths
        }
        yield from super().post_process(paths | joining, *args, **options)


class _Joining:
    """The storage of a file that names others, as their reader wants it."""

    def __init__(self, storage: Storage, joined: Callable[[str, TextOf], str]) -> None:
        self._storage, self._joined = storage, joined

    def open(self, name: str) -> ContentFile[bytes]:
        return ContentFile(self._joined(name, self._text).encode())

    def _text(self, name: str) -> str:
        with self._storage.open(name) as file:
            return bytes(file.read()).decode()


def joined_sheet(name: str, text_of: TextOf) -> str:
    """The style sheet with those that it lists, without comments; by their names in `static/`.

    A sheet in another folder than the list must not name files: its addresses stay as they are.
    """

    def listed(found: re.Match[str]) -> str:
        return text_of(normpath(join(dirname(name), found[1])))

    return _UNREAD.sub("", _LISTED.sub(listed, text_of(name)))


def joined_script(name: str, text_of: TextOf) -> str:
    """The script after all that it imports, each once and within a scope of its own, without
    remarks on lines of their own.

    It knows the one way in which ours are written: names are imported in braces from a module
    beside it, and what is exported is a function, a class or a constant.
    """
    modules: dict[str, str] = {}
    _gather(name, text_of, modules)
    return _REMARK.sub("", "\n".join(modules.values()))


def _gather(name: str, text_of: TextOf, modules: dict[str, str]) -> None:
    text = text_of(name)
    for _names, imported in _IMPORT.findall(text):
        module = f"{dirname(name)}/{imported}.js"
        if module not in modules:
            _gather(module, text_of, modules)
    exported = ", ".join(found for _kind, found in _EXPORT.findall(text))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const {\1} = $\2;", text))
    scope = name.rpartition("/")[2].removesuffix(".js")
    modules[name] = f"const ${scope} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();"
