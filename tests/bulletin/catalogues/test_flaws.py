"""A broken translation is named; a sound one is left in peace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from bulletin.catalogues import PLURALS
from bulletin.catalogues.flaws import flaws_of, untranslated
from bulletin.catalogues.renewing import read

Write = Callable[[str], Path]

SOUND = """\
msgid "%(number)s reply"
msgid_plural "%(number)s replies"
msgstr[0] "une réponse"
msgstr[1] "%(number)s réponses"

msgid "%(number)s person"
msgid_plural "%(number)s people"
msgstr[0] "%(number)s personne"
msgstr[1] "%(number)s personnes"

msgid "A title"
msgstr "Un titre"

msgid "Hello, %(name)s."
msgstr "Bonjour %(name)s."

msgid "Look inside"
msgstr "Regardez dedans"

msgctxt "a day"
msgid "May"
msgstr "mai"

msgid "Read <a href=\\"%(url)s\\">all of it</a> now."
msgstr "Lisez <a href=\\"%(url)s\\">tout</a> maintenant."

msgid "Written by %(name)s."
msgstr "Écrit par %(name)s."
"""


def flaws(folder: Path, messages: Catalog) -> list[str]:
    return flaws_of(read("fr", folder=folder), messages, plurals=PLURALS["fr"])


def test_nothing_is_wrong_with_a_sound_catalogue(translated: Write, messages: Catalog) -> None:
    assert flaws(translated(SOUND), messages) == []


@pytest.mark.parametrize(
    ("sound", "broken", "flaw"),
    [
        ('msgid "A title"\nmsgstr "Un titre"\n', "", "“A title” is missing"),
        ("Un titre", "", "“A title” is not translated"),
        ("Un titre", "Un titre ", "“A title” begins or ends with other blanks: 'Un titre '"),
        ('msgid "A title"', '#, fuzzy\nmsgid "A title"', "“A title” is fuzzy"),
        (
            "Bonjour %(name)s",
            "Bonjour %(nom)s",
            "“Hello, %(name)s.” has other placeholders: Bonjour %(nom)s.",
        ),
        (
            "tout</a>",
            "tout",
            '“Read <a href="%(url)s">all of it</a> now.” has other tags:'
            ' Lisez <a href="%(url)s">tout maintenant.',
        ),
        (
            'msgstr[1] "%(number)s personnes"',
            'msgstr[1] ""',
            "“%(number)s person” is not translated",
        ),
        (
            'msgstr[1] "%(number)s personnes"',
            'msgstr[1] "des personnes"',
            "“%(number)s person” has other placeholders: des personnes",
        ),
        (
            "une réponse",
            "%(count)s réponse",
            "“%(number)s reply” has placeholders of its own: %(count)s réponse",
        ),
    ],
)  # fmt: skip
def test_each_flaw_is_named_with_its_message(
    translated: Write, messages: Catalog, sound: str, broken: str, flaw: str
) -> None:
    assert sound in SOUND

    assert flaws(translated(SOUND.replace(sound, broken)), messages) == [flaw]


def test_what_no_source_says_any_more_is_a_flaw(translated: Write, messages: Catalog) -> None:
    left_over = '\nmsgid "Gone"\nmsgstr "Parti"\n\n#~ msgid "Long gone"\n#~ msgstr "Parti"\n'

    assert flaws(translated(SOUND + left_over), messages) == [
        "“Gone” is in no source any more",
        "“Long gone” is in no source any more",
    ]


def test_other_plurals_than_the_languages_own_are_a_flaw(
    translated: Write, messages: Catalog
) -> None:
    catalogue = read("fr", folder=translated(SOUND))

    [flaw] = flaws_of(catalogue, messages, plurals=PLURALS["de"])

    assert flaw == f"its plurals are {PLURALS['fr']}, not {PLURALS['de']}"


def test_what_is_left_to_translate_can_be_listed(translated: Write, messages: Catalog) -> None:
    folder = translated(SOUND.replace("Un titre", "").replace("une réponse", ""))

    left = untranslated(read("fr", folder=folder), messages)

    assert sorted(left) == ["%(number)s reply", "A title"]
