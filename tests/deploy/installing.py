"""nginx for the proof of the deployment: the one that is here, else Debian's, installed first.

`python -m tests.deploy.installing` makes sure of it before a run.
"""

import os
import shutil
import subprocess
import sys

_APT = (("apt-get", "update"), ("apt-get", "install", "--yes", "nginx-light"))
_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin"


class NoNginx(Exception):
    """There is none and none could be installed; says so in one line."""


def find() -> str | None:
    """The path of nginx, if it is on this machine."""
    return shutil.which("nginx", path=_PLACES)


def find_or_install() -> str:
    """The path of nginx; where there is none and we are root, installed first, and said so.

    Raises NoNginx.
    """
    return find() or _install()


def _install() -> str:
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise NoNginx("The deployment's proof needs nginx: install it (Debian: nginx-light).")
    sys.stderr.write("No nginx here: installing Debian's nginx-light for the deployment's proof.\n")
    # Debian starts what it installs; the proof runs its own nginx, and no other.
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in _APT:
        done = subprocess.run(
            command,
            env=os.environ | quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
    found = find()
    if found is None:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NoNginx(f"nginx cannot be installed: {last}")
    return found


if __name__ == "__main__":
    try:
        find_or_install()
    except NoNginx as reason:
        sys.exit(str(reason))
