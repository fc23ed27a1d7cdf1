"""A tiny product with its own catalogue, so that each rule is seen to break."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from bulletin.catalogues import catalogue_of
from bulletin.catalogues.gathering import gathered

SOURCE = """\
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say
from django.utils.translation import ngettext, pgettext

ONE = _("Hello, %(name)s.")
TWO = say("Read <a href=\\"%(url)s\\">all of it</a>"
          " now.")
THREE = ngettext("%(number)s reply", "%(number)s replies", 3)
FOUR = pgettext("a day", "May")
"""
TEMPLATE = """\
{% load i18n %}
  <p title="{% translate 'A title' %}">{% blocktranslate trimmed with name=person.name %}
    Written by
    {{ name }}.
  {% endblocktranslate %}</p>
{% blocktranslate trimmed count number=total %}
  {{ number }} person{% plural %}{{ number }} people
{% endblocktranslate %}
{% include "x.html" with label=_("Look inside") %} It's 100 % plain.
"""


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """One module and one template, as the folder of a whole product."""
    for name, text in (("bulletin/one.py", SOURCE), ("templates/one.html", TEMPLATE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.fixture
def messages(product: Path) -> Catalog:
    return gathered(product)


@pytest.fixture
def translated(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a French catalogue of these entries into a folder of its own, and gives it back."""

    def write(entries: str) -> Path:
        path = catalogue_of("fr", folder=tmp_path / "locale")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD + entries)
        return tmp_path / "locale"

    return write


HEAD = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
