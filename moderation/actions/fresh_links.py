"""A fresh personal link by mail: the invitation once more, whatever was sent before."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import owe
from bulletin.outbox.enums import Reason
from bulletin.outbox.holding import holds_of
from bulletin.outbox.kinds import Hold, kind_named
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.names import INVITATION
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


def owe_invitation(person: Participant, *, now: datetime) -> bool:
    """An invitation is owed now; False where it may not be sent, or one is on its way."""
    if why_no_link(person, now) or is_on_its_way(person):
        return False
    owe(
        kind=INVITATION,
        recipient=person.pk,
        subject=person.board_id,
        board=person.board_id,
        now=now,
    )
    return True


def is_on_its_way(person: Participant) -> bool:
    invitations = Notice.objects.open().filter(kind=INVITATION, recipient=person.pk)
    return invitations.filter(subject=person.board_id).exists()


def why_no_link(person: Participant, now: datetime) -> str:
    """A sentence that says what keeps an invitation from being sent; empty where nothing does."""
    if not person.board.is_launched(now):
        return _("The board is not launched yet: they are invited when it is.")
    reason = reason_against(person, now)
    return f"{reason.label}." if reason else ""


def reason_against(person: Participant, now: datetime) -> Reason | None:
    """Why an invitation owed now would be dropped."""
    notice = _imagined(person, now)
    return kind_named(INVITATION).unwanted([notice], now=now).get(notice.pk)


def hold_on_a_link(person: Participant, now: datetime) -> Hold | None:
    """What an invitation owed now would wait for."""
    notice = _imagined(person, now)
    return holds_of(kind_named(INVITATION), [notice], now=now).get(notice.pk)


def _imagined(person: Participant, now: datetime) -> Notice:
    """The notice that would be owed; it is not stored."""
    return Notice(
        kind=INVITATION,
        board=person.board_id,
        recipient=person.pk,
        subject=person.board_id,
        planned_at=now,
        due_at=now,
    )
