"""The Celery application and the one table of periodic tasks.

Nothing here decides when a stage opens or a mail is owed: every sweep asks the
database, so a lost, doubled or late run changes nothing but a delay.
"""

import os

from celery import Celery

from bulletin.logs import tasks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

app = Celery("bulletin")
app.config_from_object("django.conf:settings", namespace="CELERY")
tasks.connect()
app.autodiscover_tasks(
    [
        "bulletin.outbox",
        "bulletin.worker",
        "participants",
        "moderation",
        "moderation.transcripts",
    ]
)
app.steps["worker"].add("bulletin.worker.watchdog:Watchdog")

# `expires` keeps an outage from piling up sweeps that would all do the same work.
app.conf.beat_schedule = {
    "sweep": {"task": "outbox.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "files": {"task": "files.sweep", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
    "transcripts": {"task": "transcripts.sweep", "schedule": 60.0, "options": {"expires": 55}},
}
