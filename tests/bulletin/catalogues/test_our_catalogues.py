"""Everything that the product says is translated, soundly, into each of its languages."""

import pytest

from bulletin.catalogues import PLURALS, catalogue_of
from bulletin.catalogues.flaws import flaws_of
from bulletin.catalogues.gathering import gathered
from bulletin.catalogues.renewing import read, renew


@pytest.mark.parametrize("language", PLURALS)
def test_every_message_is_translated_and_sound(language: str) -> None:
    assert flaws_of(read(language), gathered(), plurals=PLURALS[language]) == []


@pytest.mark.parametrize("language", PLURALS)
def test_the_file_is_as_make_messages_writes_it(language: str, tmp_path) -> None:
    """So that two who gather differ in nothing but what they have said."""
    copy = catalogue_of(language, folder=tmp_path)
    copy.parent.mkdir(parents=True)
    copy.write_bytes(catalogue_of(language).read_bytes())

    renewed = renew(language, gathered(), folder=tmp_path)

    assert renewed.read_bytes() == catalogue_of(language).read_bytes()
