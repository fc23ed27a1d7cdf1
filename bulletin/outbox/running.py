"""Time runs on while a sweep waits for a lock or for a slow server."""

from datetime import datetime, timedelta
from time import monotonic


class Running:
    """What the product's clock shows, counted on from the instant at which it was read.

    A person's night may fall, and a notice expire, within a sweep.
    """

    def __init__(self, read: datetime) -> None:
        self._read = read
        self._started = monotonic()

    def now(self) -> datetime:
        return self._read + timedelta(seconds=monotonic() - self._started)
