"""Catalogues that hold what the sources hold: nothing missing, nothing left over."""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from bulletin.catalogues import FOLDER, PLURALS, catalogue_of

# No date and no name: a header that changes with every gathering is in the way of every merge.
_HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def renew(language: str, gathered: Catalog, *, folder: Path = FOLDER) -> Path:
    """The language's file holds each message once, in the order of their words, without the
    places where they stand; translations stay. A second call changes nothing."""
    path = catalogue_of(language, folder=folder)
    catalogue = read(language, folder=folder)
    catalogue.update(gathered, no_fuzzy_matching=True, update_header_comment=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_head(language) + _body(catalogue))
    return path


def read(language: str, *, folder: Path = FOLDER) -> Catalog:
    """What is translated so far; a catalogue without messages where there is no file yet."""
    path = catalogue_of(language, folder=folder)
    return read_po(BytesIO(path.read_bytes() if path.exists() else _head(language)))


def _head(language: str) -> bytes:
    return _HEADER.format(language=language, plurals=PLURALS[language]).encode()


def _body(catalogue: Catalog) -> bytes:
    written = BytesIO()
    write_po(
        written,
        catalogue,
        width=0,
        no_location=True,
        omit_header=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    return written.getvalue().rstrip() + b"\n"
