"""docs/operations.md names only what there is."""

import re

import pytest
from django.core.management import get_commands

from bulletin.health.enums import Alarm
from bulletin.services.places import CHECKOUT
from tests.deploy import compose

PAGE = (CHECKOUT / "docs" / "operations.md").read_text()
HEADINGS = re.findall(r"^#+ (.+)$", PAGE, flags=re.MULTILINE)


def anchor(heading: str) -> str:
    """As the sites that show the page make it."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_alarm_has_its_section() -> None:
    sections = re.findall(r"^### (.+)$", PAGE.partition("## When mail stops")[2], re.MULTILINE)
    assert sections[: len(Alarm)] == [str(alarm.label) for alarm in Alarm]


def test_every_link_within_the_page_leads_somewhere() -> None:
    linked = set(re.findall(r"\]\(\s*#([^)]+)\)", PAGE))
    assert linked
    assert linked - {anchor(heading) for heading in HEADINGS} == set()


@pytest.mark.parametrize("pattern", [r"\bmanage(?:\.py)? ([a-z_]+)\b", r"-T manage ([a-z_]+)\b"])
def test_every_command_is_there(pattern: str) -> None:
    named = set(re.findall(pattern, PAGE))
    assert named
    assert named - set(get_commands()) == set()


def test_every_service_and_variable_is_there() -> None:
    services = compose.services(compose.FILLED_IN)
    acted_on = re.findall(
        r"docker compose (?:stop|restart|exec) ([a-z ]+?)(?:`| psql| nginx$|$)", PAGE, re.M
    )
    assert acted_on
    assert {name for names in acted_on for name in names.split()} - set(services) == set()
    elsewhere = {"BULLETIN_PROXIES", "BULLETIN_BIND"}
    named = set(re.findall(r"\bBULLETIN_[A-Z_]+\b", PAGE)) - elsewhere
    assert named - compose.variables() == set()
