"""The invitation once more, with a fresh link, whatever was sent before."""

from datetime import datetime

from bulletin.outbox.actions import owe
from bulletin.outbox.enums import Reason
from bulletin.outbox.holding import holds_of
from bulletin.outbox.kinds import Hold, kind_named
from bulletin.outbox.models.notice import Notice, NoticeQuerySet
from participants.models import Participant
from participants.notices.names import INVITATION


def owe_invitation(person: Participant, *, now: datetime) -> bool:
    """An invitation is owed now; False where it may not be sent, or one is on its way."""
    if reason_against(person, now) or is_on_its_way(person):
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
    return _invitations(person).open().exists()


def was_invited(person: Participant) -> bool:
    return _invitations(person).filter(sent_at__isnull=False).exists()


def reason_against(person: Participant, now: datetime) -> Reason | None:
    """Why an invitation owed now would be dropped."""
    notice = _imagined(person, now)
    return kind_named(INVITATION).unwanted([notice], now=now).get(notice.pk)


def hold_on_a_link(person: Participant, now: datetime) -> Hold | None:
    """What an invitation owed now would wait for."""
    notice = _imagined(person, now)
    return holds_of(kind_named(INVITATION), [notice], now=now).get(notice.pk)


def _invitations(person: Participant) -> NoticeQuerySet:
    return Notice.objects.filter(kind=INVITATION, recipient=person.pk, subject=person.board_id)


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
