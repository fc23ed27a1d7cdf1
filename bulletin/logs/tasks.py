"""Every line that a task writes carries the task's name and number."""

from typing import Any

from celery import signals
from structlog.contextvars import bind_contextvars, unbind_contextvars


def connect() -> None:
    """Celery leaves logging to the settings, and each task says which one it is."""
    signals.setup_logging.connect(_leave_logging_alone)
    signals.task_prerun.connect(_begin)
    signals.task_postrun.connect(_end)


def _leave_logging_alone(**kwargs: Any) -> None:
    """Celery sets nothing up where somebody listens to this signal."""


def _begin(task_id: str, task: Any, **kwargs: Any) -> None:
    bind_contextvars(task=task.name, task_id=task_id)


def _end(**kwargs: Any) -> None:
    unbind_contextvars("task", "task_id")
