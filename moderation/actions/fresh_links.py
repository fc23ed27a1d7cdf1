"""A fresh personal link by mail: the invitation once more, whatever was sent before."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from participants.models import Participant
from participants.notices.inviting_again import owe_invitation, reason_against
from sessions.actions.errors import Refused


@transaction.atomic
def send_fresh_link(*, participant: Participant, by: User, now: datetime) -> bool:
    """They are owed an invitation with a new link, beside those sent before, which go on working.

    It obeys the night, a pause and their absence: staff have asked for it, not they (rule 7).
    False where one is on its way already. Raises Refused where none can be sent.
    """
    Participant.objects.select_for_update().get(pk=participant.pk)
    if why := why_no_link(participant, now):
        raise Refused(why)
    if not owe_invitation(participant, now=now):
        return False
    Entry.objects.record(
        "link_sent", now=now, actor=by.pk, board=participant.board_id, subject=participant
    )
    return True


def why_no_link(person: Participant, now: datetime) -> str:
    """A sentence that says what keeps an invitation from being sent; empty where nothing does."""
    if not person.board.is_launched(now):
        return _("The board is not launched yet: they are invited when it is.")
    reason = reason_against(person, now)
    return f"{reason.label}." if reason else ""
