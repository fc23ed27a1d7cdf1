"""What nobody caught is logged like all else, and Python writes nothing of its own beside it."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

WORDS = "quokka@example.org"
_SAYS = f"raise ValueError({WORDS!r})"


def last_line_of(code: str) -> tuple[int, dict[str, Any]]:
    """The status of a process of ours in production that ran `code`, and its last line."""
    production = {
        **os.environ,
        "BULLETIN_PROFILE": "serve",
        "BULLETIN_SECRET_KEY": "a-secret-that-is-long-enough-for-a-test-of-one-minute",
        "BULLETIN_FIELD_KEY": "bm90IGEgc2VjcmV0OiBub3RoaW5nIHdvcnRoIG9uZSE=",
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
    }
    program = f"import django, threading\ndjango.setup()\n{code}\n"
    ran = subprocess.run(
        [sys.executable, "-c", program], env=production, capture_output=True, text=True, timeout=60
    )
    assert WORDS not in ran.stdout + ran.stderr
    assert "Traceback" not in ran.stderr
    return ran.returncode, json.loads(ran.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (_SAYS, 1),
        (f"def fail():\n    {_SAYS}\nthreading.Thread(target=fail).start()", 0),
        (f"class Kept:\n    def __del__(self):\n        {_SAYS}\nKept()", 0),
    ],
    ids=["in a command", "in a thread", "where an object is let go"],
)
def test_what_nobody_caught_is_told_without_its_words(code: str, status: int) -> None:
    returned, line = last_line_of(code)

    assert (returned, line["level"], line["event"]) == (status, "critical", "Nobody caught this.")
    assert line["error"][0]["class"] == "ValueError"
    assert line["error"][0]["at"]


def test_an_interruption_is_python_s_own_affair() -> None:
    program = "import django\ndjango.setup()\nraise KeyboardInterrupt"
    settings = {**os.environ, "DJANGO_SETTINGS_MODULE": "bulletin.settings"}
    ran = subprocess.run(
        [sys.executable, "-c", program], env=settings, capture_output=True, text=True, timeout=60
    )

    assert ran.stderr.splitlines()[-1] == "KeyboardInterrupt"
    assert "Nobody caught" not in ran.stderr
