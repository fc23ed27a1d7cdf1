"""A script file becomes a `BoardScript`, or a list of everything that is wrong with it."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from sessions.script.checks import contradictions, missing_files
from sessions.script.complaints import complaints
from sessions.script.errors import ScriptError, ScriptErrors
from sessions.script.shape import BoardScript
from sessions.script.source import Source, read_source
from sessions.script.yaml_words import YamlFault


def read_script(
    text: str | bytes,
    filename: str = "script",
    *,
    starts_on: date | None = None,
    files: Collection[str] = (),
) -> BoardScript:
    """The script that a file holds; with `starts_on`, moved to start on that date. `files` are
    the pictures and files that came with it, by key.

    Raises ScriptErrors with every fault at once, each with its line. A file that is no YAML has
    one: nothing behind it can be read.
    """
    try:
        source, faults = read_source(_decoded(text))
    except YamlFault as fault:
        error = ScriptError(fault.line, "", fault.message)
        raise ScriptErrors(filename, [error]) from None
    if starts_on:
        _move_start(source, starts_on)
    faults += missing_files(source, files)
    return _checked(source, faults, filename)


def script_of_data(data: dict[str, Any], name: str) -> BoardScript:
    """The script that plain data says, every scalar as a file would have it.

    Raises ScriptErrors with every fault at once; their lines say nothing.
    """
    return _checked(Source(data, {}), [], name)


def _checked(source: Source, faults: list[ScriptError], filename: str) -> BoardScript:
    faults += contradictions(source)
    try:
        script = BoardScript.model_validate(source.data)
    except ValidationError as error:
        faults += complaints(error, source)
    if faults:
        raise ScriptErrors(filename, sorted(set(faults)))
    return script


def _decoded(text: str | bytes) -> str:
    """The file as text, with line feeds only. Raises YamlFault for what is not UTF-8."""
    decoded = text if isinstance(text, str) else _as_utf8(text)
    return decoded.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _as_utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = _("This file is not saved as UTF-8. Save it again, with UTF-8 as its encoding.")
        raise YamlFault(line, message) from None


def _move_start(source: Source, starts_on: date) -> None:
    board = source.value("board")
    if isinstance(board, dict):
        board["starts_on"] = starts_on.isoformat()
