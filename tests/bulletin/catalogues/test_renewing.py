"""A catalogue follows its sources, keeps what was translated, and stays easy to merge."""

from collections.abc import Callable
from gettext import translation
from pathlib import Path

from babel.messages.catalog import Catalog
from django.conf import settings

from bulletin.catalogues import PLURALS
from bulletin.catalogues.compiling import compile_stale
from bulletin.catalogues.renewing import renew
from tests.bulletin.catalogues.test_flaws import SOUND

Write = Callable[[str], Path]


def test_every_language_that_is_offered_has_its_plurals_and_its_catalogue() -> None:
    """English is what stands in the sources."""
    assert {code for code, _name in settings.LANGUAGES} == {"en-gb", *PLURALS}


def test_a_first_gathering_writes_every_message_in_order_and_no_place_or_date(
    tmp_path: Path, messages: Catalog
) -> None:
    words = renew("de", messages, folder=tmp_path / "locale").read_text()

    assert words.startswith(
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n#, python-format\n'
    )
    ids = [line for line in words.splitlines()[2:] if line.startswith("msgid ")]
    assert ids == sorted(ids)
    assert len(ids) == 8
    assert "#:" not in words
    assert "Date" not in words


def test_gathering_again_keeps_translations_and_drops_what_is_gone(
    translated: Write, messages: Catalog
) -> None:
    folder = translated(SOUND + '\nmsgid "Gone"\nmsgstr "Parti"\n')

    path = renew("fr", messages, folder=folder)

    words = path.read_text()
    assert 'msgid "A title"\nmsgstr "Un titre"\n' in words
    assert 'msgstr[1] "%(number)s réponses"\n' in words
    assert "Gone" not in words
    renew("fr", messages, folder=folder)
    assert path.read_text() == words


def test_a_stale_catalogue_is_compiled_and_a_fresh_one_left_alone(
    translated: Write, messages: Catalog
) -> None:
    folder = translated(SOUND)
    source = folder / "fr" / "LC_MESSAGES" / "django.po"

    assert compile_stale(folder) == [source]
    assert compile_stale(folder) == []
    source.write_text(source.read_text().replace("Un titre", "Le titre"))
    assert compile_stale(folder) == [source]

    french = translation("django", localedir=folder, languages=["fr"])
    assert french.gettext("A title") == "Le titre"
    assert french.ngettext("%(number)s reply", "%(number)s replies", 0) == "une réponse"
    assert french.ngettext("%(number)s reply", "%(number)s replies", 2) == "%(number)s réponses"
    assert french.pgettext("a day", "May") == "mai"
