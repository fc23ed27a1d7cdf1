"""Finds words that people read and that nothing marks for translation."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser

from django.template.base import Lexer, TokenType

_WORD = re.compile(r"[^\W\d_]{2,}")
_READ_OUT = {"alt", "aria-label", "aria-description", "placeholder", "title"}
# What fills these blocks stands inside of a tag: a class, an attribute, the end of an address.
_INSIDE_A_TAG = {"body_class", "button_class", "encoding", "back"}
_TRANSLATED = re.compile(r"(end)?(blocktranslate|comment)\b")
_BLOCK = re.compile(r"(?:block (\w+)|endblock)")

_ARGUMENTS = {"label", "help_text", "empty_label", "placeholder", "verbose_name"}
_CALLS = {"ValidationError", "Refused"}
_MESSAGES = {"success", "info", "warning", "error", "add_error"}


def in_page(source: str) -> list[str]:
    """What stands between the tags of a template, or in an attribute that is read out."""
    reader = _Reader()
    reader.feed(_unmarked(source))
    reader.close()
    return reader.found


def in_letter(source: str) -> list[str]:
    """The same in a template of plain text, all of which is read."""
    return [line.strip() for line in _unmarked(source).splitlines() if _WORD.search(line)]


def _unmarked(source: str) -> str:
    """The template without what is translated and without its own tags."""
    kept: list[str] = []
    blocks: list[str] = []
    silent = False
    for token in Lexer(source).tokenize():
        if token.token_type == TokenType.TEXT:
            kept.append("" if silent or _INSIDE_A_TAG & {*blocks} else token.contents)
        elif token.token_type == TokenType.BLOCK:
            if found := _TRANSLATED.match(token.contents):
                silent = not found[1]
            elif found := _BLOCK.match(token.contents):
                blocks.append(found[1]) if found[1] else blocks.pop()
    return "".join(kept)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        spoken = [words for name, words in attrs if name in _READ_OUT and words]
        self.found += [words for words in spoken if _WORD.search(words)]

    def handle_data(self, data: str) -> None:
        # Neither is a script read, nor a piece of a page that holds attributes alone.
        if not self.cdata_elem and _WORD.search(data) and '="' not in data:
            self.found.append(data.strip())


def in_python(source: str) -> list[str]:
    """Words given, as they stand, to a form's field, to a choice, or to what is told a person."""
    return [ast.unparse(words) for words in _given(ast.parse(source)) if _says_something(words)]


def _given(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _given_to(node)
        elif isinstance(node, ast.ClassDef):
            yield from _labels(node)
        elif isinstance(node, ast.Assign):
            [target, *_others] = node.targets
            if isinstance(target, ast.Attribute) and target.attr in _ARGUMENTS:
                yield node.value


def _given_to(call: ast.Call) -> Iterator[ast.expr]:
    called = ast.unparse(call.func)
    if called.startswith("forms."):
        yield from (each.value for each in call.keywords if each.arg in _ARGUMENTS)
    elif called in _CALLS or (called.startswith("messages.") and called[9:] in _MESSAGES):
        yield from call.args


def _labels(choices: ast.ClassDef) -> Iterator[ast.expr]:
    if not any("Choices" in ast.unparse(base) for base in choices.bases):
        return
    for statement in choices.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
            yield from statement.value.elts[1:]


def _says_something(words: ast.expr) -> bool:
    pieces = words.values if isinstance(words, ast.JoinedStr) else [words]
    return any(
        isinstance(each, ast.Constant) and isinstance(each.value, str) and _WORD.search(each.value)
        for each in pieces
    )
