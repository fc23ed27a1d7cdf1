"""Catalogues of translations: gathered from the sources, judged, and compiled to be read.

A `.po` file is written by people and kept in the repository, an `.mo` file is compiled from it
and is not. Babel does it all in Python, so no machine needs GNU gettext; nothing here needs
settings, so that a start can compile before Django is.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "bulletin" / "locale"

# What a catalogue says of the plurals of its language: two forms in each of them.
PLURALS = {
    "fr": "nplurals=2; plural=(n > 1);",
    "de": "nplurals=2; plural=(n != 1);",
    "es": "nplurals=2; plural=(n != 1);",
}


def catalogue_of(language: str, *, folder: Path = FOLDER) -> Path:
    """The file of that language's translations."""
    return folder / language / "LC_MESSAGES" / "django.po"
