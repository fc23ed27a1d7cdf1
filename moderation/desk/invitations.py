"""Whether the invitation reached somebody, in a word."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from bulletin.outbox.enums import Reason, Wait
from bulletin.outbox.models import Notice
from participants.models import Participant
from participants.notices.names import INVITATION
from sessions.models import Board


@dataclass(frozen=True)
class MailState:
    """`rank` puts the people to look after first: what failed, then what is missing."""

    word: str
    tone: str
    rank: int
    is_sent: bool = False

    @classmethod
    def of(cls, person: Participant, invitation: Notice | None) -> "MailState":
        """What became of this person's latest invitation; None where there is none."""
        if person.address_bad_at:
            return cls(_("address refuses mail"), "bad", 0)
        if not person.email:
            return cls(_("no address"), "", 4)
        if invitation is None:
            return cls(_("not invited yet"), "", 3)
        return cls.of_invitation(invitation)

    @classmethod
    def of_invitation(cls, invitation: Notice) -> "MailState":
        """What became of this one, whoever was invited."""
        mail = invitation.mail
        if mail and (mail.failed_at or mail.bounced_at):
            return cls(_("not delivered"), "bad", 0)
        if invitation.sent_at:
            return cls(_("invited"), "good", 5, is_sent=True)
        if invitation.dropped_at:
            return cls(_reason(invitation.dropped_why), "warn", 1)
        if invitation.held_why in Wait.values:
            return cls(str(Wait(invitation.held_why).label), "warn", 2)
        return cls(_("on its way"), "accent", 2)


def _reason(why: str) -> str:
    return str(Reason(why).label) if why in Reason.values else _("not sent")


def latest_invitations(board: Board) -> dict[UUID, Notice]:
    """Each recipient's latest invitation to this board, with its mail: one query."""
    invitations = (
        Notice.objects.filter(board=board.pk, kind=INVITATION)
        .select_related("mail")
        .order_by("nth", "planned_at")
    )
    return {notice.recipient: notice for notice in invitations}
