"""Who runs a board: people come to its staff and leave it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import owe
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, StaffMember

STAFF_INVITATION = "staff_invitation"


@transaction.atomic
def add_staff(
    *,
    board: Board,
    email: str,
    role: Role,
    display_name: str,
    organisation: str,
    by: User,
    now: datetime,
) -> StaffMember:
    """Whoever has this address holds the role, and is told by e-mail how to sign in.

    A second call with the same role returns who is there already and sends nothing. Raises
    Refused where they hold another role or take part in this board: nobody is both.
    """
    if _takes_part(board, email):
        raise Refused(_("Somebody with this address takes part in the board."), field="email")
    user = User.objects.with_email(email)
    present = board.staff.current().filter(user=user).first()
    if present is not None:
        if present.role == role:
            return present
        raise Refused(
            _("They are %(role)s here: remove that role first.")
            % {"role": Role(present.role).label.lower()},
            field="email",
        )
    member = StaffMember.objects.create(
        board=board,
        user=user,
        role=role,
        display_name=display_name,
        organisation=organisation,
        added_at=now,
    )
    owe(kind=STAFF_INVITATION, recipient=user.pk, subject=member.pk, board=board.pk, now=now)
    _record("staff_added", member, by, now, role=role.value)
    return member


@transaction.atomic
def remove_staff(*, member: StaffMember, by: User, now: datetime) -> bool:
    """They see this board no more; what they wrote stays under their name.

    False where they were removed before. Raises Refused for the last facilitator.
    """
    facilitators = set(
        StaffMember.objects.facilitators()
        .filter(board=member.board_id)
        .order_by()
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    if facilitators == {member.pk}:
        raise Refused(_("A board keeps at least one facilitator: add another one first."))
    removed = StaffMember.objects.current().filter(pk=member.pk).update(removed_at=now)
    if removed:
        _record("staff_removed", member, by, now, role=member.role)
    return bool(removed)


def _takes_part(board: Board, email: str) -> bool:
    """By the address on the roster, or by the account they joined to their place."""
    theirs = Q(email__iexact=email) | Q(user__email__iexact=email)
    return Participant.objects.filter(theirs, board=board, erased_at=None).exists()


def _record(action: str, member: StaffMember, by: User, now: datetime, *, role: str) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=member.board_id, subject=member, role=role
    )
