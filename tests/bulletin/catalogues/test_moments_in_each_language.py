"""Dates, distances and numbers, word for word, as each language writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from bulletin.text import moments, numbers

NOW = datetime(2021, 3, 30, 13, 0, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("language", "short", "with_year", "weekday", "whole", "month"),
    [
        ("fr", "mar 30 mars à 14:00", "30 mars 2021 à 14:00", "mardi 30 mars", "30 mars 2021",
         "30 mars"),
        ("de", "Di, 30. März, 14:00 Uhr", "30. März 2021, 14:00 Uhr", "Dienstag, 30. März",
         "30. März 2021", "30. März"),
        ("es", "mar 30 de marzo, 14:00", "30 de marzo de 2021, 14:00", "martes 30 de marzo",
         "30 de marzo de 2021", "30 de marzo"),
    ],
)  # fmt: skip
def test_a_moment(
    language: str, short: str, with_year: str, weekday: str, whole: str, month: str
) -> None:
    with translation.override(language):
        assert moments.day_and_time(NOW, LONDON) == short
        assert moments.day_year_and_time(NOW, LONDON) == with_year
        assert moments.whole_day(date(2021, 3, 30)) == weekday
        assert moments.whole_date(date(2021, 3, 30)) == whole
        assert moments.day_and_month(date(2021, 3, 30)) == month


@pytest.mark.parametrize(
    ("language", "ahead", "behind"),
    [
        ("fr", ["dans 1 minute", "dans 3 heures", "dans 2 jours"],
         ["il y a 1 minute", "il y a 3 heures", "il y a 2 jours"]),
        ("de", ["in 1 Minute", "in 3 Stunden", "in 2 Tagen"],
         ["vor 1 Minute", "vor 3 Stunden", "vor 2 Tagen"]),
        ("es", ["dentro de 1 minuto", "dentro de 3 horas", "dentro de 2 días"],
         ["hace 1 minuto", "hace 3 horas", "hace 2 días"]),
    ],
)  # fmt: skip
def test_a_distance(language: str, ahead: list[str], behind: list[str]) -> None:
    distances = [timedelta(minutes=1), timedelta(hours=3), timedelta(days=2)]
    with translation.override(language):
        assert [moments.from_now(NOW + distance, NOW) for distance in distances] == ahead
        assert [moments.from_now(NOW - distance, NOW) for distance in distances] == behind


@pytest.mark.parametrize(("language", "none"), [("fr", "jour"), ("de", "Tagen"), ("es", "días")])
def test_none_is_counted_as_one_in_french_alone(language: str, none: str) -> None:
    with translation.override(language):
        words = translation.ngettext("%(number)d day ago", "%(number)d days ago", 0)
        assert (words % {"number": 0}).endswith(f"0 {none}")


@pytest.mark.parametrize(
    ("language", "grouped", "decimal"),
    [("fr", "12\xa0345", "4,5"), ("de", "12.345", "4,5"), ("es", "12\xa0345", "4,5")],
)
def test_a_number(language: str, grouped: str, decimal: str) -> None:
    with translation.override(language):
        assert numbers.grouped(12345) == grouped
        assert (numbers.one_decimal(4.5), numbers.one_decimal(4.0)) == (decimal, "4")
