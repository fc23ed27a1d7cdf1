"""What a YAML reader complains of, in a facilitator's words."""

from dataclasses import dataclass

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class YamlFault(Exception):
    """The file cannot be read as YAML; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class _Words:
    """Ours for PyYAML's: its sentence holds `theirs`.

    `where_it_began` tells the line on which the unfinished thing was begun, instead of the one
    on which it was missed.
    """

    theirs: str
    ours: str | Promise
    where_it_began: bool = False


_TAB = gettext_lazy("This line is indented by a tab. Use blanks.")
_NOT_CLOSED = gettext_lazy("The quotation mark opened on this line is never closed.")
_BACKSLASH = gettext_lazy("In double quotes a backslash has a meaning of its own: write it twice.")
_SIGN = gettext_lazy("Text that begins with a sign such as *, @ or ` must be put in quotes.")
_DICTIONARY = (
    _Words(
        "mapping values are not allowed here",
        gettext_lazy(
            "A colon cannot stand here. Text that holds a colon and a blank must be put in quotes;"
            " or this line is indented differently from its neighbours."
        ),
    ),
    _Words("found character '\\t'", _TAB),
    _Words("found character", _SIGN),
    _Words("while scanning an a", _SIGN),
    _Words("found unexpected end of stream", _NOT_CLOSED, where_it_began=True),
    _Words("found unexpected document separator", _NOT_CLOSED, where_it_began=True),
    _Words("found unknown escape character", _BACKSLASH),
    _Words("expected escape sequence", _BACKSLASH),
    _Words(
        "expected <block end>",
        gettext_lazy(
            "This line does not fit the lines before it: it is indented differently, or text"
            " follows a closing quotation mark."
        ),
    ),
    _Words(
        "could not find expected ':'",
        gettext_lazy("This line lacks a colon after its key, or the text above it lacks quotes."),
    ),
    _Words(
        "expected ',' or",
        gettext_lazy(
            "The bracket opened on this line is not closed, or lacks a comma. Inside brackets,"
            " text that holds a question mark, a comma or a bracket must be put in quotes."
        ),
        where_it_began=True,
    ),
    _Words(
        "expected the node content",
        gettext_lazy("Something is missing here, such as a value or a closing bracket."),
    ),
    _Words(
        "but found another document",
        gettext_lazy("A second script begins here (---); a file holds one."),
    ),
)


def in_plain_words(error: yaml.YAMLError, text: str) -> YamlFault:
    """The same fault, said to someone who does not know YAML."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return YamlFault(line, _("There is an unreadable character on this line. Type it anew."))
    assert isinstance(error, yaml.MarkedYAMLError)
    here = error.problem_mark or error.context_mark
    began = error.context_mark or here
    assert here is not None
    assert began is not None
    if "\t" in _indent(text, here.line):
        return YamlFault(here.line + 1, str(_TAB))
    said = f"{error.context}: {error.problem}"
    for words in _DICTIONARY:
        if words.theirs in said:
            mark = began if words.where_it_began else here
            return YamlFault(mark.line + 1, str(words.ours))
    return YamlFault(here.line + 1, _("This line is not written as YAML."))


def _indent(text: str, line: int) -> str:
    """What stands before the first word of a line; lines count from 0."""
    here = [*text.split("\n"), ""][line]
    return here[: len(here) - len(here.lstrip())]
