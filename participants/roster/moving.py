"""Somebody who is there is in reserve from now on, or no more."""

from datetime import datetime

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Participant
from participants.notices.inviting_again import owe_invitation, was_invited


def note_move(person: Participant, *, by: User | None, now: datetime) -> None:
    """With a trace. Who was invited before they were put in reserve is owed another link, unless
    they have come; the invitation of whoever never was is planned."""
    Entry.objects.record(
        "person_moved_out" if person.in_reserve else "person_moved_in",
        now=now,
        actor=by.pk if by else None,
        board=person.board_id,
        subject=person,
    )
    if was_invited(person) and not person.first_came_at:
        owe_invitation(person, now=now)
