"""What an alarm says, and that the page it names has the section it names."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils.translation import override

from bulletin.health.enums import Alarm
from moderation.monitoring.words import words_for, words_once_over
from tests.factories import NOW


@pytest.mark.parametrize("alarm", Alarm)
def test_the_page_of_operations_has_a_section_under_its_name(alarm: Alarm) -> None:
    page = (settings.BASE_DIR / "docs" / "operations.md").read_text()

    assert f"\n### {alarm.label}\n" in page
    assert words_for(alarm, NOW, UTC).todo == (
        f"Whoever runs this installation finds what to do under “{alarm.label}” in "
        "docs/operations.md."
    )


@pytest.mark.parametrize("alarm", Alarm)
def test_it_says_since_when_on_the_readers_clock(alarm: Alarm) -> None:
    zone = ZoneInfo("America/New_York")

    assert "Tue 30 March, 08:00 America/New York" in words_for(alarm, NOW, zone).what
    over = words_once_over(alarm, NOW, NOW + timedelta(hours=1), zone)
    assert "from Tue 30 March, 08:00 America/New York to Tue 30 March, 09:00" in over.what


def test_before_the_first_sweep_there_is_no_since() -> None:
    assert words_for(Alarm.SWEEPS, None, UTC).what == (
        "Nothing has sent mail yet: the worker has not run."
    )


def test_the_section_is_named_as_the_page_names_it_in_every_language() -> None:
    with override("fr"):
        assert "Mail is stuck" in words_for(Alarm.STUCK, NOW, UTC).todo
