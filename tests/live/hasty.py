"""The product's Celery application for workers whose tasks may run for some seconds only.

Never to be imported beside the product's own: there is one application a process.
"""

from bulletin.celery import app
from tests.live.intervals import TASK_LIMIT_SECONDS

app.conf.task_time_limit = app.conf.task_soft_time_limit = TASK_LIMIT_SECONDS

__all__ = ["app"]
