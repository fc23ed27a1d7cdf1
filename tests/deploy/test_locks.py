"""The lock files install as they stand, whatever is published after them."""

from importlib.metadata import distributions
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.mark.parametrize("name", ["base", "dev"])
def test_a_lock_names_every_extra_that_a_locked_package_asks_for(name: str) -> None:
    """pip holds `package[extra]` for another thing than `package`, and looks for its newest
    version, which is in no lock: an installation fails on the day there is a newer one."""
    locked = {
        canonicalize_name(required.name): required.extras
        for required in _locked(settings.BASE_DIR / "requirements" / f"{name}.txt")
    }
    missing = {
        (package.name, str(asked))
        for package in distributions()
        if canonicalize_name(package.name) in locked
        for asked in map(Requirement, package.requires or [])
        if asked.marker is None or asked.marker.evaluate({"extra": ""})
        if not asked.extras <= locked.get(canonicalize_name(asked.name), set())
    }
    assert missing == set()


def _locked(lock: Path) -> list[Requirement]:
    lines = lock.read_text().splitlines()
    return [Requirement(line.rstrip("\\ ")) for line in lines if line[:1].isalnum()]
