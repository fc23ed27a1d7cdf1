"""The Celery application and the one table of periodic tasks.

Nothing here decides when a stage opens or a mail is owed: every sweep asks the
database, so a lost, doubled or late run changes nothing but a delay.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

app = Celery("bulletin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["bulletin.outbox", "participants", "moderation", "moderation.transcripts"])

# `expires` keeps an outage from piling up sweeps that would all do the same work.
app.conf.beat_schedule = {
    "sweep": {"task": "outbox.sweep", "schedule": 30.0, "options": {"expires": 25}},
    "transcripts": {"task": "transcripts.sweep", "schedule": 60.0, "options": {"expires": 55}},
}
