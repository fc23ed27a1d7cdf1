"""This process's Django, turned to another installation's database and cache for a while."""

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from bulletin.services.places import Place


@contextmanager
def seen_from_here(place: Place) -> Iterator[None]:
    """In the block models and clock are the place's, in this thread; blocks may be nested.

    A nudge from here reaches none of its workers, as if Redis were down: the next beat sees to it.
    """
    database, cache = connections["default"], caches["default"]
    theirs = _connection_to(place, database.settings_dict)
    connections["default"] = theirs
    caches["default"] = RedisCache(place.redis_url, {"KEY_PREFIX": "bulletin"})
    try:
        yield
    finally:
        theirs.close()
        caches["default"].close()
        connections["default"], caches["default"] = database, cache


def _connection_to(place: Place, like: dict[str, object]) -> DatabaseWrapper:
    address = {**dj_database_url.parse(place.database_url), "OPTIONS": {}}
    return DatabaseWrapper({**like, **address}, "default")
