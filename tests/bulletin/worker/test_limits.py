"""The watchdog waits as long as the settings let a task run; nothing may run longer (ADR 20)."""

from bulletin.celery import app
from bulletin.worker.tasks import PULSE


def test_every_task_has_the_limits_of_the_settings_and_none_of_its_own() -> None:
    app.loader.import_default_modules()
    assert {PULSE, "outbox.sweep", "files.sweep", "transcripts.sweep"} <= app.tasks.keys()
    limits = {(task.soft_time_limit, task.time_limit) for task in app.tasks.values()}
    assert limits == {(app.conf.task_soft_time_limit, app.conf.task_time_limit)}
