"""Who is on a board's staff, who of them is on call, and whether they have come."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from bulletin.outbox.models import Notice
from moderation.actions.staffing import STAFF_INVITATION
from moderation.desk.deeds.base import Deed
from moderation.desk.deeds.staff import of_member
from moderation.desk.invitations import MailState
from moderation.web import Desk
from sessions.enums import Role
from sessions.models import Board, StaffMember


@dataclass(frozen=True)
class StaffLine:
    """`email` and `invitation` are empty where this desk is told nothing of them."""

    member: StaffMember
    role: str
    email: str
    invitation: MailState | None
    deeds: list[Deed]


def staff_for(desk: Desk) -> list[StaffLine]:
    """Everybody on the staff now, in the order in which they came: two queries."""
    invitations = _latest_invitations(desk.board) if desk.member.is_facilitator else {}
    return [
        StaffLine(
            member=member,
            role=str(Role(member.role).label),
            email=member.user.email if desk.member.is_facilitator else "",
            invitation=_state_of(member, invitations.get(member.pk)),
            deeds=of_member(desk, member),
        )
        for member in desk.board.staff.current().select_related("user")
    ]


def _state_of(member: StaffMember, invitation: Notice | None) -> MailState | None:
    """Whether they have come; where they have not, what became of their invitation."""
    if invitation is None:
        return None
    if member.first_came_at is not None:
        return MailState(_("has come"), "good", 5)
    return MailState.of_invitation(invitation)


def _latest_invitations(board: Board) -> dict[UUID, Notice]:
    """By the member it is about, with its mail: one query."""
    invitations = (
        Notice.objects.filter(board=board.pk, kind=STAFF_INVITATION)
        .select_related("mail")
        .order_by("nth", "planned_at")
    )
    return {notice.subject: notice for notice in invitations}
