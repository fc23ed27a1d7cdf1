"""The product's Celery application for beats that ask for a sweep each second.

Never to be imported beside the product's own: there is one application a process.
"""

from bulletin.celery import app
from tests.live.intervals import SWEEPS_APART_SECONDS

app.conf.beat_schedule["sweep"]["schedule"] = SWEEPS_APART_SECONDS

__all__ = ["app"]
