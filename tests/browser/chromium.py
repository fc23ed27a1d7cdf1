"""The browser of the browser tests: the Chromium or Chrome that is here, else one installed.

`python -m tests.browser.chromium` makes sure of it before a run.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_APT = (("apt-get", "update"), ("apt-get", "install", "--yes", "chromium"))
_PLAYWRIGHT = ((sys.executable, "-m", "playwright", "install", "chromium"),)


class NoBrowser(Exception):
    """There is none and none could be installed; says so in one line."""


def find_or_install() -> str:
    """The path of a browser; installed first, and said so, where there is none.

    Debian's package where we are root and there is apt-get, else Playwright's own.
    Raises NoBrowser.
    """
    return _find() or _install()


def _find() -> str | None:
    named = os.environ.get("CHROME")
    if named:
        if shutil.which(named) is None:
            raise NoBrowser(f"CHROME={named} is not a program.")
        return named
    on_path = (shutil.which(command) for command in _COMMANDS)
    return next(filter(None, on_path), None) or (str(_MAC) if _MAC.exists() else _playwrights())


def _playwrights() -> str | None:
    """The browser that Playwright has installed for this user, if it has."""
    script = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    path = done.stdout.strip()
    return path if path and Path(path).exists() else None


def _install() -> str:
    with_apt = os.geteuid() == 0 and shutil.which("apt-get") is not None
    source = "Debian's package" if with_apt else "Playwright's"
    sys.stderr.write(f"No Chromium or Chrome here: installing {source} for the browser tests.\n")
    for command in _APT if with_apt else _PLAYWRIGHT:
        done = subprocess.run(
            command,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    found = _find()
    if found is None:
        raise NoBrowser(
            f"The browser tests need Chromium or Chrome, and {source} cannot be installed: "
            f"{_reason(done.stderr or done.stdout)} (install one, or name it in CHROME)."
        )
    return found


def _reason(words: str) -> str:
    """The line of an installer's words that says what went wrong."""
    lines = words.strip().splitlines() or ["no reason given"]
    return next((line.strip() for line in lines if "error" in line.lower()), lines[-1])


if __name__ == "__main__":
    try:
        find_or_install()
    except NoBrowser as reason:
        sys.exit(str(reason))
