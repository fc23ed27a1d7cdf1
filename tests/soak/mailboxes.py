"""Everybody's mailboxes, as a real mail server of ours fills them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.core.cache.backends.redis import RedisCache

from tests.live import PostOffice, Taken


@dataclass
class Clock:
    """Reads the installation's clock at the moment, from any thread and past the product."""

    redis_url: str

    def __call__(self) -> datetime:
        offset = self._cache().get("clock-offset-seconds", 0.0)
        return datetime.now(UTC) + timedelta(seconds=offset)

    def _cache(self) -> RedisCache:
        return RedisCache(self.redis_url, {"KEY_PREFIX": "bulletin"})


class Filed(list[Taken]):
    """Puts each message into a folder too, in which virtual people find their letters."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def append(self, taken: Taken) -> None:
        """It is in the folder whole before anybody can know of it."""
        path = self._folder / f"{len(self):06}.eml"
        beside = path.with_suffix(".part")
        beside.write_bytes(taken.message.as_bytes())
        beside.replace(path)
        super().append(taken)


def post_office(folder: Path) -> PostOffice:
    """A mail server that also files what it takes in `folder`."""
    return PostOffice(taken=Filed(folder))
