"""The clocks change in Europe on 29 March 2026, and on 5 April on Lord Howe, in Sydney and
Auckland."""

from datetime import date
from pathlib import Path

import pytest

from .guides import Guide
from .ten_days import live_and_judge

SPRING = Guide("Spring", date(2026, 3, 27), days=10, opens_on=(1, 3, 6, 9), questions=2)


@pytest.mark.timeout(3600)
@pytest.mark.usefixtures("elsewhere")
def test_two_hundred_people_are_written_to_as_promised_in_spring(tmp_path: Path) -> None:
    live_and_judge(SPRING, tmp_path)
