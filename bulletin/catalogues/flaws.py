"""What is wrong with a catalogue: each flaw in one line that names the message."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

_PLACEHOLDERS = re.compile(r"%\(\w+\)[a-z]|%[sdif%]|\{\w*\}")
_TAGS = re.compile(r"</?[a-zA-Z][^>]*>")
_SHOWN = 60


def flaws_of(catalogue: Catalog, gathered: Catalog, *, plurals: str) -> list[str]:
    """Nothing where every message of the sources is translated, in as many forms as it needs,
    with the placeholders, tags and blanks at its ends that it came with, and nothing else is."""
    return [*_of_the_whole(catalogue, gathered, plurals), *_of_each(catalogue, gathered)]


def untranslated(catalogue: Catalog, gathered: Catalog) -> list[str]:
    """The words of what has no translation yet."""
    pairs = _pairs(catalogue, gathered)
    return [_words(asked)[0] for asked, given in pairs if given is None or not all(_said(given))]


def _of_the_whole(catalogue: Catalog, gathered: Catalog, plurals: str) -> Iterator[str]:
    written = dict(catalogue.mime_headers).get("Plural-Forms", "")
    if written.rstrip("; ") != plurals.rstrip("; "):
        yield f"its plurals are {written}, not {plurals}"
    left_over = [each for each in catalogue if each.id and gathered.get(*_key(each)) is None]
    for message in [*left_over, *catalogue.obsolete.values()]:
        yield _line("is in no source any more", message)


def _of_each(catalogue: Catalog, gathered: Catalog) -> Iterator[str]:
    for asked, given in _pairs(catalogue, gathered):
        if given is None:
            yield _line("is missing", asked)
        elif given.fuzzy:
            yield _line("is fuzzy", asked)
        else:
            yield from (_line(flaw, asked) for flaw in _flaws(asked, given))


def _pairs(catalogue: Catalog, gathered: Catalog) -> Iterator[tuple[Message, Message | None]]:
    for asked in gathered:
        if asked.id:
            yield asked, catalogue.get(*_key(asked))


def _flaws(asked: Message, given: Message) -> Iterator[str]:
    words, said = _words(asked), _said(given)
    if len(words) != len(said):
        yield f"has {len(said)} forms, not {len(words)}"
        return
    for number, (source, form) in enumerate(zip(words, said, strict=True)):
        if not form.strip():
            yield "is not translated"
        elif number or len(words) == 1:
            yield from _differing(source, form)
        elif set(_PLACEHOLDERS.findall(form)) - set(_PLACEHOLDERS.findall(words[0] + words[1])):
            # Of two forms the first may say its number in words.
            yield f"has placeholders of its own: {form}"


def _differing(source: str, form: str) -> Iterator[str]:
    for what, pattern in (("placeholders", _PLACEHOLDERS), ("tags", _TAGS)):
        if sorted(pattern.findall(source)) != sorted(pattern.findall(form)):
            yield f"has other {what}: {form}"
    if _ends(source) != _ends(form):
        yield f"begins or ends with other blanks: {form!r}"


def _ends(words: str) -> tuple[bool, bool]:
    return words[:1].isspace(), words[-1:].isspace()


def _key(message: Message) -> tuple[str, str | None]:
    return _words(message)[0], message.context


def _words(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _said(message: Message) -> tuple[str, ...]:
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _line(flaw: str, message: Message) -> str:
    return f"“{_words(message)[0][:_SHOWN]}” {flaw}"
