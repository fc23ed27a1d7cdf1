"""The clocks change in Europe on 25 October 2026, and on 1 November in North America."""

from datetime import date
from pathlib import Path

import pytest

from .guides import Guide
from .ten_days import live_and_judge

AUTUMN = Guide("Autumn", date(2026, 10, 23), days=10, opens_on=(1, 3, 6, 9), questions=2)


@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("elsewhere")
def test_two_hundred_people_are_written_to_as_promised_in_autumn(tmp_path: Path) -> None:
    live_and_judge(AUTUMN, tmp_path)
