"""Rows of the work behind the pages: sweeps that have run, notices that are owed."""

import uuid
from datetime import datetime, timedelta

from django.db.models.functions import Now

from bulletin.outbox.models import Mail, Notice, Sweep

from .moments import NOW


def swept(*, ago: timedelta = timedelta(), at: datetime = NOW, sent: int = 0) -> Sweep:
    """A sweep that ended so long ago by the database's clock, and began `at` by the product's."""
    run = Sweep.objects.create(started_at=at, ended_at=at, sent=sent)
    Sweep.objects.filter(pk=run.pk).update(finished_at=Now() - ago)
    return run


def notice(*, due_at: datetime = NOW, **fields: object) -> Notice:
    """Owed to somebody of whom nothing else is known."""
    given = {"kind": "stage_opened", "recipient": uuid.uuid4(), "subject": uuid.uuid4()}
    return Notice.objects.create(**{**given, "planned_at": due_at, "due_at": due_at, **fields})


def mail(*, due_at: datetime = NOW, **fields: object) -> Mail:
    """A mail on its way to somebody of whom nothing else is known."""
    given = {"recipient": uuid.uuid4(), "message_id": f"<{uuid.uuid4().hex}@example.org>"}
    return Mail.objects.create(**{**given, "created_at": due_at, "due_at": due_at, **fields})
