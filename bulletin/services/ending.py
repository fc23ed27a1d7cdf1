"""Stopping a demo or an installation from beside it, alive or killed: `make stop`."""

import os
import signal
import time
from contextlib import suppress

from bulletin.services import locks, servers
from bulletin.services.console import say
from bulletin.services.places import NAMES, Place, current, of
from bulletin.services.trouble import Trouble

_PATIENCE_SECONDS = 120.0
_PAUSE_SECONDS = 0.1


def stop_everything() -> None:
    """No demo or installation of this checkout, or of BULLETIN_DATA, runs. Raises Trouble."""
    named = "BULLETIN_DATA" in os.environ
    places = [current()] if named else [of(name) for name in NAMES]
    stopped = [place.name for place in places if place.mark.exists() and stop(place)]
    say(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")


def stop(place: Place) -> bool:
    """Nothing of the place runs; whether anything did. Tests that run are left alone."""
    if place.name == "test" and place.is_running:
        return False
    asked = _ask_to_stop(place)
    with servers.hold(place) as left_behind:
        return asked or bool(left_behind)


def _ask_to_stop(place: Place) -> bool:
    """Whoever runs the place has been asked to stop and has; whether there was anybody."""
    pid = locks.holder(place.lock)
    if pid is None:
        return False
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    until = time.monotonic() + _PATIENCE_SECONDS
    while place.is_running:
        if time.monotonic() > until:
            raise Trouble(f"{place.name}, process {pid}, does not stop: end it with kill -9.")
        time.sleep(_PAUSE_SECONDS)
    return True
