"""That somebody was given a copy of what is held about them leaves a trace (rule 13)."""

from datetime import datetime

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Participant


def note_copy(*, participant: Participant, by: User, now: datetime) -> None:
    Entry.objects.record(
        "copy_made", now=now, actor=by.pk, board=participant.board_id, subject=participant
    )
