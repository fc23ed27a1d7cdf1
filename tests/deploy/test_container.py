"""The profile `container`: what it must be told, and what Django says of what it then does."""

import os
import subprocess
import sys
from collections.abc import Mapping

import pytest

from bulletin.container import complaints
from bulletin.services.places import CHECKOUT
from tests.deploy import compose


@pytest.fixture
def told() -> dict[str, str]:
    """What compose tells a web process."""
    return compose.services(compose.FILLED_IN)["web"].environment


def manage(environment: Mapping[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """One of manage.py's commands in a process that knows nothing else."""
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_django_finds_nothing_to_say_against_it(told: dict[str, str]) -> None:
    done = manage(told, "check", "--deploy", "--fail-level=WARNING")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues" in done.stdout


def test_everything_that_is_missing_is_said_at_once() -> None:
    done = manage({"BULLETIN_PROFILE": "container"}, "check")
    assert (done.returncode, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert [line.partition(" ")[0] for line in lines] == [
        "BULLETIN_PUBLIC_URL",
        "BULLETIN_SECRET_KEY",
        "BULLETIN_FIELD_KEY",
        "BULLETIN_MAIL_HOST",
        "BULLETIN_MAIL_FROM",
        "BULLETIN_MEDIA",
        "BULLETIN_LEDGER",
        "DATABASE_URL",
        "REDIS_URL",
    ]
    assert all(" is not set: " in line for line in lines)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("BULLETIN_PUBLIC_URL", "http://board.example.org", "must begin with https://"),
        ("BULLETIN_SECRET_KEY", "short", "has fewer than 50 characters"),
        ("BULLETIN_FIELD_KEY", "c2hvcnQ=", "is not 32 bytes in URL-safe Base64"),
        ("BULLETIN_FIELD_KEY", "not base64 at all!", "is not 32 bytes in URL-safe Base64"),
        ("DATABASE_URL", "", "is not set: PostgreSQL's address"),
    ],
)
def test_what_cannot_be_right_is_one_line(
    told: dict[str, str], name: str, value: str, complaint: str
) -> None:
    (line,) = complaints(told | {name: value})
    assert line.startswith(f"{name} {complaint}")
    assert value == "" or value not in line


def test_its_health_is_asked_without_tls_and_nothing_else_is(told: dict[str, str]) -> None:
    ask = (
        "from django.test import Client\n"
        "at = {'host': '127.0.0.1:8000'}\n"
        "print([Client().get(path, headers=at).status_code for path in ('/healthz', '/enter/')])"
    )
    done = manage(told, "shell", "--no-imports", "-c", ask)
    assert done.stdout == "[200, 301]\n", done.stderr


def test_nothing_is_taken_from_a_checkout(told: dict[str, str]) -> None:
    show = "from django.conf import settings as s; print(s.PLACE, s.MEDIA_ROOT, s.CLOCK_MAY_MOVE)"
    done = manage(told, "shell", "--no-imports", "-c", show)
    assert done.stdout == "None /srv/media False\n", done.stderr
