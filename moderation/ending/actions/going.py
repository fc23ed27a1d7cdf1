"""How rows of a board go, so that nothing of what they hold is left."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from bulletin.accounts.models import User
from bulletin.media.models import MediaFile
from bulletin.media.removing import remove
from bulletin.outbox.enums import Reason
from bulletin.outbox.models import Notice
from moderation.models import Transcript
from moderation.transcripts.actions import remove_for_good
from participants.actions.redacting import destroy_beneath
from participants.actions.routing import forget_answers
from participants.models import Membership, Redaction

# Told when, and by whom.
Go = Callable[[QuerySet[Any], datetime, UUID | None], object]


def emptied(**columns: Any) -> Go:
    return lambda rows, _at, _by: rows.update(**columns)


def deleted(rows: QuerySet[Any], at: datetime, by: UUID | None) -> object:
    return rows.delete()


def transcripts_removed(rows: QuerySet[Transcript], at: datetime, by: UUID | None) -> object:
    return remove_for_good(transcripts=rows, now=at)


def files_removed(rows: QuerySet[MediaFile], at: datetime, by: UUID | None) -> object:
    return remove(rows)


def notices_dropped(rows: QuerySet[Notice], at: datetime, by: UUID | None) -> object:
    rows.filter(sent_at=None, expired_at=None, dropped_at=None).update(
        dropped_at=at, dropped_why=Reason.NO_ADDRESS, held_why=""
    )
    return rows.update(secret="")


def destroyed_beneath(rows: QuerySet[Redaction], at: datetime, by: UUID | None) -> object:
    """A backup may not know who confirmed it: then whoever hid the words stands for them."""
    known = by if by and User.objects.filter(pk=by).exists() else None
    return destroy_beneath(rows, by=known or F("made_by"), now=at)


def routes_forgotten(rows: QuerySet[Membership], at: datetime, by: UUID | None) -> None:
    forget_answers(rows, now=at)
