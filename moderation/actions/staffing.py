"""Who runs a board: people come to its staff, change their part in it, and leave."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.outbox.actions import owe
from bulletin.outbox.models import Notice
from bulletin.text.within import noun
from moderation.actions.places import deactivate
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Board, StaffMember
from sessions.models.staff_member import READERS

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
    if _takes_part(board, email, as_well=role in READERS):
        raise Refused(_("Somebody with this address takes part in the board."), field="email")
    user = User.objects.with_email(email)
    present = board.staff.current().filter(user=user).first()
    if present is not None:
        if present.role == role:
            return present
        raise Refused(
            _("They are %(role)s here: remove that role first.")
            % {"role": noun(Role(present.role).label)},
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
    _owe_invitation(member, now)
    _record("staff_added", member, by, now, role=role.value)
    return member


@transaction.atomic
def invite_again(*, member: StaffMember, by: User, now: datetime) -> bool:
    """Their invitation is sent once more; False while one is on its way.

    Raises Refused where they have come: there is nothing left to invite them to.
    """
    if member.first_came_at is not None:
        raise Refused(_("They have come to the board already."))
    held = StaffMember.objects.current().select_for_update(no_key=True).filter(pk=member.pk)
    on_its_way = Notice.objects.open().filter(kind=STAFF_INVITATION, subject=member.pk)
    if held.first() is None or on_its_way.exists():
        return False
    _owe_invitation(member, now)
    _record("staff_invited_again", member, by, now)
    return True


@transaction.atomic
def rename_staff(
    *, member: StaffMember, display_name: str, organisation: str, by: User, now: datetime
) -> bool:
    """They are called that on the board, beside what they wrote before too.

    False where they were called that already.
    """
    called = {"display_name": display_name, "organisation": organisation}
    renamed = StaffMember.objects.current().filter(pk=member.pk).exclude(**called).update(**called)
    if renamed:
        _record("staff_renamed", member, by, now)
    return bool(renamed)


@transaction.atomic
def change_role(*, member: StaffMember, role: Role, by: User, now: datetime) -> bool:
    """They hold this role from now on; who then reads no calls is on call no more, and tries
    the board out no more.

    False where they held it already. Raises Refused for the last facilitator.
    """
    before = Role(member.role)
    if before == role:
        return False
    _keep_a_facilitator_beside(member)
    on_call = member.on_call and role in READERS
    held = StaffMember.objects.current().filter(pk=member.pk, role=before)
    changed = held.update(role=role, on_call=on_call)
    if changed:
        _record("staff_role_changed", member, by, now, before=before.value, after=role.value)
        if role not in READERS:
            _close_place_as_tester(member, by, now)
    return bool(changed)


@transaction.atomic
def put_on_call(*, member: StaffMember, by: User, now: datetime) -> bool:
    """Calls for help and reported posts reach them, and the facilitators no more unless they
    are on call too. False where they were. Raises Refused where they could not read a call."""
    if member.role not in READERS:
        raise Refused(_("Only facilitators and moderators can be on call."))
    return _set_on_call(True, member, by, now)


@transaction.atomic
def take_off_call(*, member: StaffMember, by: User, now: datetime) -> bool:
    """Calls reach them no more, or as a facilitator where nobody else is on call."""
    return _set_on_call(False, member, by, now)


@transaction.atomic
def remove_staff(*, member: StaffMember, by: User, now: datetime) -> bool:
    """They see this board no more, as a tester neither; what they wrote stays under their name.

    False where they were removed before. Raises Refused for the last facilitator.
    """
    _keep_a_facilitator_beside(member)
    removed = StaffMember.objects.current().filter(pk=member.pk).update(removed_at=now)
    if removed:
        _record("staff_removed", member, by, now, role=member.role)
        _close_place_as_tester(member, by, now)
    return bool(removed)


def _keep_a_facilitator_beside(member: StaffMember) -> None:
    """Holds the board's facilitators until the transaction ends; two cannot go at once."""
    facilitators = set(
        StaffMember.objects.facilitators()
        .filter(board=member.board_id)
        .order_by()
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    if facilitators == {member.pk}:
        raise Refused(_("A board keeps at least one facilitator: add another one first."))


def _set_on_call(on_call: bool, member: StaffMember, by: User, now: datetime) -> bool:
    changed = (
        StaffMember.objects.current()
        .filter(pk=member.pk, on_call=not on_call)
        .update(on_call=on_call)
    )
    if changed:
        _record("staff_on_call" if on_call else "staff_off_call", member, by, now)
    return bool(changed)


def _owe_invitation(member: StaffMember, now: datetime) -> None:
    owe(
        kind=STAFF_INVITATION,
        recipient=member.user_id,
        subject=member.pk,
        board=member.board_id,
        now=now,
    )


def _takes_part(board: Board, email: str, *, as_well: bool) -> bool:
    """By the address on the roster, or by the account they joined to their place; a tester
    takes no part where whoever reads everything may be one `as_well`."""
    here = _places_of(board, email)
    return (here.filter(tester=False) if as_well else here).exists()


def _close_place_as_tester(member: StaffMember, by: User, now: datetime) -> None:
    """Whoever reads replies no more as staff does not go on reading them as a tester."""
    for place in _places_of(member.board, member.user.email).filter(tester=True):
        deactivate(participant=place, by=by, now=now)


def _places_of(board: Board, email: str) -> QuerySet[Participant]:
    theirs = Q(email__iexact=email) | Q(user__email__iexact=email)
    return Participant.objects.filter(theirs, board=board, erased_at=None)


def _record(action: str, member: StaffMember, by: User, now: datetime, **details: str) -> None:
    Entry.objects.record(
        action, now=now, actor=by.pk, board=member.board_id, subject=member, **details
    )
