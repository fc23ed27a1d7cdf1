"""What Celery keeps in Redis, as the tests need to see and disturb it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import redis

from bulletin.celery import app

# Kombu's own names, under the prefix that the settings give.
QUEUE = "bulletin:celery"
IN_HAND_SINCE = "bulletin:unacked_index"


@dataclass(frozen=True)
class Broker:
    """The queue of tasks, and those that workers have taken and not finished."""

    url: str

    @property
    def waiting(self) -> int:
        """Tasks that no worker has taken yet."""
        with self.client() as client:
            return int(client.llen(QUEUE))

    def ask_for_a_sweep(self) -> None:
        """One more sweep waits in the queue; how long it may run is for the worker to say.

        Celery writes the sender's limits into a message where the sender knows the task, as this
        process does once other tests have loaded it, and a worker obeys these before its own.
        """
        address = self.url.replace("unix://", "redis+socket://").replace("?db=", "?virtual_host=")
        with app.connection_for_write(address) as connection:
            app.send_task(
                app.conf.beat_schedule["sweep"]["task"],
                connection=connection,
                time_limit=None,
                soft_time_limit=None,
            )

    def let_tasks_run_out(self) -> None:
        """Every task in hand counts as taken long ago: Celery gives it to another worker."""
        with self.client() as client:
            long_ago = {str(task): 0.0 for task in client.zrange(IN_HAND_SINCE, 0, -1)}
            client.zadd(IN_HAND_SINCE, long_ago)

    def empty(self) -> None:
        """Redis holds nothing at all."""
        with self.client() as client:
            client.flushall()

    @contextmanager
    def client(self) -> Iterator[redis.Redis]:
        """A connection to this Redis."""
        connected = redis.Redis.from_url(self.url, decode_responses=True)
        try:
            yield connected
        finally:
            connected.close()
