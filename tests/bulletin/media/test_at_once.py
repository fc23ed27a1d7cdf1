"""Few files are read at once, however many come."""

from datetime import timedelta
from io import BytesIO

import pytest

from bulletin.media import keeping
from bulletin.media.keeping import AT_ONCE, made_harmless
from bulletin.media.refusing import NotTaken
from tests.bulletin.media import pictures


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "LONGEST_WAIT", timedelta(0))


def test_whoever_comes_while_two_are_read_is_asked_to_come_back() -> None:
    with AT_ONCE:
        assert made_harmless(BytesIO(pictures.photo())).is_picture
        with AT_ONCE, pytest.raises(NotTaken, match="We are busy with other files just now"):
            made_harmless(BytesIO(pictures.photo()))


def test_what_is_refused_leaves_its_place_to_the_next() -> None:
    for _each in range(3):
        with pytest.raises(NotTaken, match="not a picture"):
            made_harmless(BytesIO(b"Not a picture"))

    assert made_harmless(BytesIO(pictures.photo())).is_picture
