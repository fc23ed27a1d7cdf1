"""Whether the installation can do its work: its database, its Redis, and who sends its mail."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bulletin.health.impatience import Asked, seconds_from_now, use_an_impatient_connection
from bulletin.health.standing import SWEEPS_ARE_LATE
from bulletin.outbox.models import Sweep

ANSWER_WITHIN = timedelta(seconds=3)


@dataclass(frozen=True)
class Check:
    """One thing that was looked at, whether it is as it must be, and that in plain words."""

    what: str
    is_well: bool
    words: str


def checks() -> list[Check]:
    """Always the same four, within about ANSWER_WITHIN, whatever hangs."""
    database, redis = Asked(_ask_the_database), Asked(_ask_redis)
    by = seconds_from_now(ANSWER_WITHIN.total_seconds())
    return [*_of_the_database(database.answer(by=by)), _of_redis(redis.answer(by=by))]


@dataclass(frozen=True)
class _Database:
    """`age` is not asked for while the tables are older than the code, which may lack it."""

    to_migrate: int
    age: timedelta | None


def _ask_the_database() -> _Database:
    own = use_an_impatient_connection()
    try:
        left = _migrations_left()
        return _Database(left, None if left else Sweep.objects.age())
    finally:
        own.close()


def _migrations_left() -> int:
    return len(_of_this_version() - MigrationRecorder(connection).applied_migrations().keys())


@cache
def _of_this_version() -> frozenset[tuple[str, str]]:
    """Every migration there is, by app and name; a process has one version of the code."""
    return frozenset(MigrationLoader(None).graph.nodes)


def _ask_redis() -> bool:
    seconds = ANSWER_WITHIN.total_seconds()
    with Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=seconds,
        socket_timeout=seconds,
        retry=Retry(NoBackoff(), 0),
    ) as redis:
        return bool(redis.ping())


def _of_the_database(found: _Database | None) -> list[Check]:
    if found is None:
        unknown = "unknown: the database does not answer"
        return [
            Check("database", False, "does not answer"),
            Check("migrations", False, unknown),
            Check("sweep", False, unknown),
        ]
    left = found.to_migrate
    return [
        Check("database", True, "answers"),
        Check("migrations", not left, f"{left} not applied" if left else "all applied"),
        Check("sweep", False, "unknown: migrations are not applied")
        if left
        else _of_the_sweep(found.age),
    ]


def _of_the_sweep(age: timedelta | None) -> Check:
    if age is None:
        return Check("sweep", False, "none has ended yet")
    seconds = int(age.total_seconds())
    return Check("sweep", age <= SWEEPS_ARE_LATE, f"the last ended {seconds} seconds ago")


def _of_redis(answered: bool | None) -> Check:
    return Check("redis", bool(answered), "answers" if answered else "does not answer")
