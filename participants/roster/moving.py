"""A list says of somebody who is there that they are in reserve, or no more."""

from datetime import datetime

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import owe
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.names import INVITATION


def note_move(person: Participant, *, by: User | None, now: datetime) -> None:
    """With a trace. Who was invited before they were put in reserve is owed another link; the
    invitation of whoever never was is planned."""
    Entry.objects.record(
        "person_moved_out" if person.in_reserve else "person_moved_in",
        now=now,
        actor=by.pk if by else None,
        board=person.board_id,
        subject=person,
    )
    if person.is_active and person.email:
        _invite_again(person, now)


def _invite_again(person: Participant, now: datetime) -> None:
    invitations = Notice.objects.filter(
        kind=INVITATION, recipient=person.pk, subject=person.board_id
    )
    if person.first_came_at or person.board.has_ended(now) or invitations.open().exists():
        return
    if invitations.filter(sent_at__isnull=False).exists():
        owe(
            kind=INVITATION,
            recipient=person.pk,
            subject=person.board_id,
            board=person.board_id,
            now=now,
        )
