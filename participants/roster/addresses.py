"""Somebody's address was wrong: what went to the old one no longer lets anyone in."""

from datetime import datetime

from bulletin.accounts.models import User
from bulletin.outbox.actions import owe
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.names import INVITATION


def move_address(person: Participant, email: str, *, by: User | None, now: datetime) -> None:
    """The person is reached at `email`; the caller saves it.

    Links that were mailed to an address they had before are revoked, and whoever was invited
    there is owed an invitation here. Another spelling of the same address changes nothing.
    """
    if not person.email or person.email.casefold() == email.casefold():
        return
    person.address_bad_at = None
    person.save(update_fields=["address_bad_at"])
    mailed = person.links.filter(revoked_at=None, copied_by=None)
    mailed.update(revoked_at=now, revoked_by=by)
    invited = Notice.objects.filter(
        recipient=person.pk, kind=INVITATION, subject=person.board_id, sent_at__isnull=False
    )
    if invited.exists() and not person.board.has_ended(now):
        owe(
            kind=INVITATION,
            recipient=person.pk,
            subject=person.board_id,
            board=person.board_id,
            now=now,
        )
