"""Languages by their own names, zones by the places that people know."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import translation

from bulletin.text import languages, within, zones


@pytest.mark.parametrize(
    ("tag", "served"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("de-AT", "de"),
        ("es-MX", "es"),
        ("en", "en-gb"),
        ("en-US", "en-gb"),
        ("en-GB", "en-gb"),
        ("pt-BR", "en-gb"),
        ("", "en-gb"),
        ("no tag at all", "en-gb"),
    ],
)
def test_a_reader_is_served_by_the_nearest_language(tag: str, served: str) -> None:
    assert languages.nearest(tag) == served


def test_each_language_is_named_as_its_own_readers_name_it() -> None:
    codes = [code for code, _name in settings.LANGUAGES]

    assert [languages.own_name(code) for code in codes] == [
        "English",
        "français",
        "Deutsch",
        "español",
    ]
    assert [languages.heading(code) for code in codes] == [
        "English",
        "Français",
        "Deutsch",
        "Español",
    ]


@pytest.mark.parametrize(
    ("language", "london", "new_york"),
    [
        ("en-gb", "London", "New York"),
        ("fr", "Londres", "New York"),
        ("de", "London", "New York"),
        ("es", "Londres", "Nueva York"),
    ],
)
def test_a_zone_is_called_by_its_place(language: str, london: str, new_york: str) -> None:
    with translation.override(language):
        assert (zones.city("Europe/London"), zones.city("America/New_York")) == (london, new_york)
        assert zones.city("UTC") == "UTC"


def test_every_zone_that_names_a_place_is_offered_once_below_its_continent() -> None:
    utc, *continents = zones.grouped()
    named: dict[str, Any] = dict(continents)

    assert utc == ("UTC", "UTC")
    assert ("Europe/London", "London") in named["Europe"]
    assert ("America/Kentucky/Louisville", "Louisville, Kentucky") in named["America"]
    assert ("America/North_Dakota/Beulah", "Beulah, North Dakota") in named["America"]
    assert ("Indian/Mauritius", "Mauritius") in named["Indian Ocean"]
    every = [zone for cities in named.values() for zone, _name in cities]
    assert len(every) == len(set(every)) > 400
    assert all(ZoneInfo(zone) for zone in every)
    assert {"Asia/Calcutta", "US/Eastern"}.isdisjoint(every)
    for cities in named.values():
        assert len({name for _zone, name in cities}) == len(cities)


@pytest.mark.parametrize(
    ("page", "words", "said"),
    [
        ("en-gb", "en-GB", ""),
        ("en-gb", "en", ""),
        ("fr", "fr-CA", ""),
        ("fr", "en-GB", ' lang="en-GB"'),
        ("en-gb", "ar", ' lang="ar" dir="rtl"'),
        ("en-gb", "", ""),
    ],
)
def test_words_in_another_language_than_their_page_say_so(page: str, words: str, said: str) -> None:
    with translation.override(page):
        assert languages.attributes_for(words) == said


@pytest.mark.parametrize(
    ("language", "noun"), [("en-gb", "moderator"), ("fr", "moderator"), ("de", "Moderator")]
)
def test_a_label_within_a_sentence_is_small_but_for_german_nouns(language: str, noun: str) -> None:
    with translation.override(language):
        assert within.noun("Moderator") == noun
        assert within.uncapitalised("By E-mail") == "by E-mail"
