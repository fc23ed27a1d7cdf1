"""Nothing that a person reads is left out of the catalogues."""

from pathlib import Path

import pytest

from bulletin.catalogues import ROOT
from bulletin.catalogues.gathering import PARTS
from tests.bulletin.catalogues import unmarked

TEMPLATES = ROOT / "templates"
PAGES = sorted(TEMPLATES.rglob("*.html"))
LETTERS = sorted(TEMPLATES.rglob("*.txt"))
SOURCES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Plain words</p>", ["Plain words"]),
        ("{% translate 'Marked' %}{% blocktranslate %}Marked {{ too }}{% endblocktranslate %}", []),
        ("<img alt='A cat' title='{{ title }}' class='wide'>", ["A cat"]),
        ("<p>{{ name }} · {% if a %}says{% endif %}</p>", ["· says"]),
        ("{% block body_class %}wide desk{% endblock %}{# an aside #}<b>1 / 2</b>", []),
        ("{% comment %} an aside {% endcomment %}", []),
        ("<p>&nbsp;&hellip;</p>", []),
    ],
)
def test_plain_words_in_a_page_are_found(source: str, words: list[str]) -> None:
    assert unmarked.in_page(source) == words


def test_plain_words_in_a_letter_are_found() -> None:
    assert unmarked.in_letter("{% if a %}Dear {{ name }},\n\n{{ link }}{% endif %}") == ["Dear ,"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("forms.CharField(label='Name', help_text=_('Marked'))", ["'Name'"]),
        ("field.label = f'{name} of it'", ["f'{name} of it'"]),
        ("raise Refused('No.')", ["'No.'"]),
        ("messages.success(request, 'Done.')", ["'Done.'"]),
        ("class Way(TextChoices):\n    ONE = 'one', 'One'\n    TWO = 'two', _('Two')", ["'One'"]),
        ("models.BooleanField(help_text='told to whoever reads the model')", []),
        ("forms.CharField(label='', initial='a key')", []),
    ],
)
def test_plain_words_in_python_are_found(source: str, words: list[str]) -> None:
    assert unmarked.in_python(source) == words


def test_no_page_has_words_of_its_own() -> None:
    found = {named(path): unmarked.in_page(path.read_text()) for path in PAGES}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_letter_has_words_of_its_own() -> None:
    found = {named(path): unmarked.in_letter(path.read_text()) for path in LETTERS}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_form_choice_or_message_has_words_of_its_own() -> None:
    found = {named(path): unmarked.in_python(path.read_text()) for path in SOURCES}
    assert {name: words for name, words in found.items() if words} == {}
