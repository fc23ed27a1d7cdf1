"""Somebody is away for a while, or cannot take part: nobody writes to them meanwhile (rule 7)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import look_again
from bulletin.outbox.enums import Wait
from participants.models import Participant
from participants.notices.people import day_of
from sessions.actions.errors import Refused


@transaction.atomic
def note_absence(*, participant: Participant, until: date, by: User, now: datetime) -> bool:
    """They are away until the morning of that day on their own calendar: mails wait for it, and
    no reminder is due to them before.

    A later call replaces the earlier one, and what waited for the old day is looked at again.
    False where it is so already. Raises Refused for a day that has come.
    """
    if until <= day_of(participant, now):
        raise Refused(_("That day has come already where they are."), field="until")
    away = Participant.objects.filter(pk=participant.pk).exclude(away_until=until)
    if not away.update(away_until=until):
        return False
    look_again(recipient=participant.pk, why=Wait.AWAY, now=now)
    _record("person_away", participant, by, now, until=until.isoformat())
    return True


@transaction.atomic
def end_absence(*, participant: Participant, by: User, now: datetime) -> bool:
    """They are back, and get what waited for them. False where they were not away."""
    away = Participant.objects.filter(pk=participant.pk, away_until__isnull=False)
    if not away.update(away_until=None):
        return False
    look_again(recipient=participant.pk, why=Wait.AWAY, now=now)
    _record("person_back", participant, by, now)
    return True


@transaction.atomic
def note_inability(*, participant: Participant, reason: str, by: User, now: datetime) -> bool:
    """They cannot take part, for this reason, and get no more mail; their place stays open.

    A second call replaces the reason and keeps the date. False where it is so already.
    """
    person = Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    if person.cannot_take_part_at and person.cannot_take_part_why == reason:
        return False
    person.cannot_take_part_at = person.cannot_take_part_at or now
    person.cannot_take_part_why = reason
    person.save(update_fields=["cannot_take_part_at", "cannot_take_part_why"])
    _record("person_unable", participant, by, now)
    return True


@transaction.atomic
def end_inability(*, participant: Participant, by: User, now: datetime) -> bool:
    """They can take part after all, and are written to again. False where they could."""
    unable = Participant.objects.filter(pk=participant.pk, cannot_take_part_at__isnull=False)
    if not unable.update(cannot_take_part_at=None, cannot_take_part_why=""):
        return False
    _record("person_able", participant, by, now)
    return True


def _record(action: str, person: Participant, by: User, now: datetime, **details: str) -> None:
    """Never the reason: it is about a person, and could not be erased from the log (rule 14)."""
    Entry.objects.record(
        action, now=now, actor=by.pk, board=person.board_id, subject=person, **details
    )
