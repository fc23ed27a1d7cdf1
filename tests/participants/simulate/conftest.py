"""A board that nobody has been on, its site, and a worker that writes to its people."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from celery.worker import WorkController
from django.core.management import call_command
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from bulletin import clock
from bulletin.services.places import Place
from participants.simulate import calendar
from sessions.actions.boards import create_board
from sessions.models import Board
from sessions.script.reading import read_script
from sessions.timetable.wall_time import WallTime
from tests import factories
from tests.conftest import Mailbox
from tests.sessions.scripts import EVERY_FILE, EVERY_KIND

STARTS_ON = date(2026, 3, 27)
FRONT_MATTER = """\
  front_matter:
    purpose: To try a guide.
    run_by: [{name: The facilitator, role: facilitator}]
    contacts: [{for: questions, name: The facilitator, email: facilitator@example.org}]
  consent:
    information: What this is about.
    statements:
      - {key: take-part, text: I agree to take part.}
      - {key: quoted, required: false, text: My words may be quoted.}
"""
SMALL = f"""\
format: bulletin-script/1
board:
  title: A small board
  timezone: Europe/London
  language: en-GB
  starts_on: 2026-03-27
  ends: {{day: 2, at: "18:00"}}
{FRONT_MATTER}
stages:
  - key: first
    title: First
    opens: {{day: 1, at: "09:00"}}
    due: {{day: 1, at: "20:00"}}
    released: true
    questions:
      - {{key: hopes, kind: text, prompt: "What did you hope for?"}}
      - {{key: joined, kind: single, prompt: "Since when?", options: [Long, Not long]}}
  - key: second
    title: Second
    opens: {{day: 2, at: "09:00"}}
    released: false
    questions:
      - {{key: agree, kind: text, prompt: "Do you agree?"}}
reminders:
  - {{working_days_before_due: 0, at: "18:00", to: unfinished}}
"""
CONSENT_OF_EVERY_KIND = EVERY_KIND[EVERY_KIND.index("  consent:") : EVERY_KIND.index("segments:")]
EVERY = (
    EVERY_KIND.replace(CONSENT_OF_EVERY_KIND, FRONT_MATTER)
    .replace("day: 4", "day: 2")
    .replace("day: 7", "day: 3")
)

Simulate = Callable[..., None]


def draft(script: str = SMALL, *, title: str = "A small board") -> Board:
    """The board of a script, before it begins, without a roster."""
    return create_board(
        script=read_script(script.replace("A small board", title), "small.yaml", files=EVERY_FILE),
        files=EVERY_FILE,
        owner=factories.user(),
        starts_on=STARTS_ON,
        now=factories.NOW,
    )


@pytest.fixture
def site(
    live_server: LiveServer, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """The site's address; its mail is looked at every three hours, which is enough here."""
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    settings.PLACE = Place("test", tmp_path / "place")
    monkeypatch.setattr(calendar, "LOOK_AT_MAIL_EVERY", timedelta(hours=3))
    first_day = WallTime.parse("day 1 09:00").instant(STARTS_ON, ZoneInfo("Europe/London"))
    clock.move_to(first_day - timedelta(days=30))
    return str(live_server.url)


@pytest.fixture
def simulate(site: str, worker: WorkController, mailbox: Mailbox) -> Simulate:
    """The command, with a worker and a mail catcher."""

    def run(slug: str, *words: str) -> None:
        call_command("simulate", slug, *words, "--mail", str(mailbox.folder), "--url", site)

    return run
