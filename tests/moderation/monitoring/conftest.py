"""A whole installation of real processes: web, worker, beat, and two that watch."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytest_django import DjangoDbBlocker

from bulletin.services import ports
from bulletin.services.processes import Child
from tests.live import Installation, installation

# As in production, where the clock is the machine's own and Redis is never asked for it. The
# address is one at which nothing listens.
_IN_PRODUCTION = {
    "BULLETIN_PROFILE": "serve",
    "BULLETIN_SECRET_KEY": "a-secret-that-is-long-enough-for-a-test-of-one-minute",
    "BULLETIN_FIELD_KEY": "bm90IGEgc2VjcmV0OiBub3RoaW5nIHdvcnRoIG9uZSE=",
    "REDIS_URL": f"redis://127.0.0.1:{ports.free()}/0",
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("watched") / "installation"
    with installation(folder, workers=1, beats=1, webs=1) as made:
        yield made


@pytest.fixture
def live(started: Installation, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """It rests over empty tables; models here are its own."""
    started.renew()
    with django_db_blocker.unblock(), started.inside():
        yield started


@pytest.fixture
def watchers(live: Installation) -> Iterator[list[Child]]:
    """Two that watch, without Redis, impatiently."""
    made = live.parts.watch()
    watchers = [
        replace(
            made,
            name=f"watch-{number}",
            environment={**live.environment, **_IN_PRODUCTION},
            command=[*made.command, "--every=0.5", "--patience=0"],
        )
        for number in (1, 2)
    ]
    yield watchers
    for watcher in watchers:
        watcher.stop()
