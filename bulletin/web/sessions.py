"""Django's own sessions in the database, read by one prepared statement: every page asks."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from bulletin.statements import Statement


@Statement
def living_session(key: str, now: datetime) -> QuerySet[Any, Any]:
    return Session.objects.filter(session_key=key, expire_date__gt=now).values_list("session_data")


class SessionStore(db.SessionStore):
    """What is stored is stored as Django does it."""

    def load(self) -> dict[str, Any]:
        found = living_session(key=self.session_key, now=timezone.now())
        if found:
            return self.decode(found[0][0])
        self._session_key = None
        return {}
