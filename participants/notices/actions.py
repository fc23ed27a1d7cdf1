"""Reminders stop, and start again, by a link in the mail itself."""

from datetime import datetime

from bulletin.outbox.models import Mail
from participants.models import Participant


def person_behind(token: str) -> Participant | None:
    """Whom the mail with this reply token went to; None where nobody knows any more."""
    mail = Mail.objects.filter(reply_token=token).first()
    if mail is None:
        return None
    return Participant.objects.filter(pk=mail.recipient).select_related("board").first()


def mute(participant: Participant, *, now: datetime) -> None:
    """No more reminders for this person; a second call keeps the first date."""
    Participant.objects.filter(pk=participant.pk, muted_at=None).update(muted_at=now)


def unmute(participant: Participant) -> None:
    Participant.objects.filter(pk=participant.pk).update(muted_at=None)
