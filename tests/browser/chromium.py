"""The browser of the browser tests: the Chromium or Chrome that is here, else one installed.

`python -m tests.browser.chromium` makes sure of it before a run, and there gets Debian's
headless shell: the same engine without windows, in which the tests take half the time.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
_APT = (("apt-get", "update"), ("apt-get", "install", "--yes", "chromium"))
_SHELL = "chromium-headless-shell"
_APT_SHELL = ("apt-get", "install", "--yes", _SHELL)
_APT_SOON = ("apt-get", "update", "-o=Acquire::Retries=0", "-o=Acquire::http::Timeout=20")
_PLAYWRIGHT = ((sys.executable, "-m", "playwright", "install", "chromium"),)


class NoBrowser(Exception):
    """There is none and none could be installed; says so in one line."""


def quickest() -> str:
    """The path of the browser for tests: the shell, if it is here and no other is named.

    Raises NoBrowser.
    """
    shell = None if os.environ.get("CHROME") else shutil.which(_SHELL)
    return shell or find_or_install()


def get_shell() -> None:
    """It is here, where Debian has it for us; elsewhere the tests run in what there is."""
    if os.environ.get("CHROME") or not _may_use_apt():
        return
    for command in (_APT_SHELL, _APT_SOON, _APT_SHELL):
        if shutil.which(_SHELL):
            return
        sys.stderr.write(f"The browser tests are quicker in {_SHELL}: {' '.join(command[:2])} …\n")
        _run(command)


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
    with_apt = _may_use_apt()
    source = "Debian's package" if with_apt else "Playwright's"
    sys.stderr.write(f"No Chromium or Chrome here: installing {source} for the browser tests.\n")
    for command in _APT if with_apt else _PLAYWRIGHT:
        done = _run(command)
    found = _find()
    if found is None:
        raise NoBrowser(
            f"The browser tests need Chromium or Chrome, and {source} cannot be installed: "
            f"{_reason(done.stderr or done.stdout)} (install one, or name it in CHROME)."
        )
    return found


def _may_use_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def _reason(words: str) -> str:
    """The line of an installer's words that says what went wrong."""
    lines = words.strip().splitlines() or ["no reason given"]
    return next((line.strip() for line in lines if "error" in line.lower()), lines[-1])


if __name__ == "__main__":
    get_shell()
    try:
        quickest()
    except NoBrowser as reason:
        sys.exit(str(reason))
