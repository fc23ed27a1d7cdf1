"""An erased person's names are taken out of the log, and nothing else is (rules 13, 14)."""

import uuid
from typing import Any

import pytest

from bulletin.audit.forgetting import forget
from bulletin.audit.models import Entry
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.NOW
BOARD = uuid.UUID(int=1)


def recorded(**details: Any) -> Entry:
    return Entry.objects.record("tried", now=NOW, actor=None, board=BOARD, **details)


def details_of(entry: Entry) -> object:
    entry.refresh_from_db()
    return entry.details


def test_a_value_that_names_them_is_emptied_however_deep_it_lies() -> None:
    entry = recorded(who="MAI LINDQVIST", deeper=[{"said": "Asked of mai@example.net."}, "kept"])

    assert forget(["Mai Lindqvist", "", "mai@example.net"], board=BOARD) == 1

    assert details_of(entry) == {"who": "", "deeper": [{"said": ""}, "kept"]}


def test_a_name_within_another_word_is_not_theirs() -> None:
    entry = recorded(channel="email", mai="a word of ours", said="Maika wrote.")
    before = entry.details

    assert forget(["Mai"], board=BOARD) == 0

    assert details_of(entry) == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deed", "0f3a9c1e-deed-4b1a-9c3e-8a1b2c3d4e5f"),
        ("2021", "2021-04-07"),
        ("2021", "2021-04-07T09:00:00+00:00"),
        ("10", "10:30"),
        ("47", "47"),
        ("5", "3.5"),
    ],
    ids=["an id", "a day", "a moment", "a time", "a number", "a fraction"],
)
def test_ids_numbers_and_times_name_nobody(name: str, value: str) -> None:
    entry = recorded(value=value)

    assert forget([name], board=BOARD) == 0

    assert details_of(entry) == {"value": value}
