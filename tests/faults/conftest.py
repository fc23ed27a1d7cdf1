"""One installation for all of these tests; between them it rests, and each finds it new."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from tests.live import Installation, installation

pytest.register_assert_rewrite("tests.faults.expect")


@pytest.fixture(scope="session")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("live") / "installation"
    with installation(folder, workers=3, beats=2) as made:
        yield made


@pytest.fixture
def live(started: Installation, django_db_blocker: DjangoDbBlocker) -> Iterator[Installation]:
    """Three workers and two beats, at rest over empty tables; models here are theirs."""
    started.renew()
    with django_db_blocker.unblock(), started.inside():
        yield started
    started.post.behaves()
    started.freeze(*started.beats)
