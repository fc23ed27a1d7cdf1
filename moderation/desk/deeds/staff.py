"""What a facilitator may do about somebody of the staff now."""

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from sessions.models import StaffMember


def of_member(desk: Desk, member: StaffMember) -> list[Deed]:
    """For a facilitator; for everyone else none."""
    if not desk.member.is_facilitator:
        return []
    deeds = [
        Deed(_("Change the name"), _url(desk, "desk_staff_name", member)),
        Deed(_("Change the role"), _url(desk, "desk_staff_role", member)),
    ]
    if member.reads_everything:
        deeds.append(_take_off_call(desk, member) if member.on_call else _put_on_call(desk, member))
    if member.first_came_at is None:
        deeds.append(_invite(desk, member))
    return [*deeds, _remove(desk, member)]


def _put_on_call(desk: Desk, member: StaffMember) -> Deed:
    return Deed(
        _("Put on call"),
        _url(desk, "desk_staff_duty", member),
        _(
            "Calls for help and reported posts then reach them at once, by e-mail too and at"
            " night. While anybody is on call they reach nobody else. Nobody is told by e-mail"
            " now."
        ),
        _("Put on call"),
    )


def _take_off_call(desk: Desk, member: StaffMember) -> Deed:
    return Deed(
        _("Take off call"),
        _url(desk, "desk_staff_relief", member),
        _(
            "Calls for help then reach whoever else is on call; where nobody is, they reach the"
            " facilitators. Nobody is told by e-mail."
        ),
        _("Take off call"),
    )


def _invite(desk: Desk, member: StaffMember) -> Deed:
    return Deed(
        _("Send the invitation"),
        _url(desk, "desk_staff_invitation", member),
        _("%(email)s is sent an e-mail at once: how to sign in, and where the board is.")
        % {"email": member.user.email},
        _("Send the invitation"),
    )


def _remove(desk: Desk, member: StaffMember) -> Deed:
    return Deed(
        _("Remove"),
        _url(desk, "desk_staff_removal", member),
        _(
            "They see this board no more. What they wrote stays under their name. Nobody is"
            " told by e-mail."
        ),
        _("Remove from the staff"),
        grave=True,
    )


def _url(desk: Desk, name: str, member: StaffMember) -> str:
    return reverse(name, args=[desk.board.slug, member.pk])
