"""A worker that takes no work any more notices it by itself, and ends.

A worker can lose its queue and live on: connected to Redis, and deaf. So each listens, beside
the common queue, to one of its own. Whenever it has taken nothing for a while it drops a pulse
into that queue, and one of its pool's processes must take it. Where none does, for longer than
any task may run, the worker ends with status 1, and whoever keeps it running starts it again.

A busy worker takes its next task before that: no task, and no message, has a longer limit than
the settings give. While Redis is away no pulse can be sent, and nothing is expected.
"""

import logging
import os
from threading import Event, Thread
from typing import Any

from celery.bootsteps import StartStopStep
from celery.exceptions import OperationalError
from celery.worker import state
from kombu import Queue

from bulletin.worker.tasks import PULSE

logger = logging.getLogger(__name__)

# Of the time that a task may run at most: with five minutes, a look every 30 seconds.
LOOKS_APART = 0.1
# In these looks a task that was taken before the first of them has ended, or was ended together
# with its process, and a new process has taken the next.
MOST_SILENT_LOOKS = 15


class Watchdog(StartStopStep):
    """Looks on from a thread of its own, for the worker's own loop may be what hangs."""

    requires = ("celery.worker.components:Pool",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._worker, self._app = parent, parent.app
        self._limit: float = parent.app.conf.task_time_limit
        self._over = Event()
        self._taken = 0

    def create(self, parent: Any) -> None:
        self._queue = Queue(f"pulse.{parent.hostname}", routing_key=f"pulse.{parent.hostname}")
        self._app.amqp.queues.select_add(self._queue)

    def start(self, parent: Any) -> None:
        Thread(target=self._watch, name="watchdog", daemon=True).start()

    def close(self, parent: Any) -> None:
        """The worker is asked to end: from now on it may take as little as it likes."""
        self._over.set()

    stop = terminate = close

    def _watch(self) -> None:
        silent = 0
        while not self._over.wait(self._limit * LOOKS_APART):
            silent = 0 if self._hears() or not self._sends_a_pulse() else silent + 1
            if silent > MOST_SILENT_LOOKS:
                logger.critical("This worker takes no work any more: it ends, to be started again.")
                os._exit(1)

    def _hears(self) -> bool:
        """Whether it listens to the common queue, and has taken something since the last look."""
        taken, self._taken = self._taken, state.all_total_count[0]
        consumer = self._worker.consumer.task_consumer
        listens = consumer and consumer.consuming_from(self._app.conf.task_default_queue)
        return bool(listens) and self._taken > taken

    def _sends_a_pulse(self) -> bool:
        """Whether there is now something in its own queue to take."""
        with self._app.connection_for_write() as connection:
            try:
                self._app.send_task(PULSE, queue=self._queue, connection=connection, retry=False)
            except (OperationalError, *connection.connection_errors, *connection.channel_errors):
                return False
        return True
