"""Who is on a board's staff, and what each role may do, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as say

from moderation.desk.deeds.base import Deed
from moderation.web import Desk
from sessions.enums import Role
from sessions.models import StaffMember

_F, _M, _O, _R = Role.FACILITATOR, Role.MODERATOR, Role.OBSERVER, Role.RECRUITER

# What is done on a board, and by whom: the page's table, which a test holds against the pages.
MAY = (
    (say("See the stages, their dates and the numbers"), (_F, _M, _O, _R)),
    (say("Launch, pause, release, open, close and move dates"), (_F,)),
    (say("Add and remove staff"), (_F,)),
    (say("See the people, and add somebody"), (_F, _M, _R)),
    (say("Look at the name and address behind a pseudonym"), (_F, _R)),
    (say("Read everything said"), (_F, _M)),
    (say("Read what the participants' consent opens to observers"), (_O,)),
    (say("See the closed questions in figures"), (_F, _M, _O)),
    (say("Read who took part, as a statement for a report"), (_F, _M)),
    (say("Comment, ask for more, conceal and restore"), (_F, _M)),
    (say("Enter what somebody said, give more time, withdraw a person"), (_F, _M)),
    (say("Ask for transcripts"), (_F, _M)),
)


@dataclass(frozen=True)
class StaffLine:
    """`email` is empty where this desk does not see it."""

    member: StaffMember
    role: str
    email: str
    deeds: list[Deed]


def staff_for(desk: Desk) -> list[StaffLine]:
    """Everybody on the staff now, in the order in which they came: one query."""
    return [
        StaffLine(
            member=member,
            role=str(Role(member.role).label),
            email=member.user.email if desk.member.is_facilitator else "",
            deeds=[_remove(desk, member)] if desk.member.is_facilitator else [],
        )
        for member in desk.board.staff.current().select_related("user")
    ]


def _remove(desk: Desk, member: StaffMember) -> Deed:
    return Deed(
        _("Remove"),
        reverse("desk_staff_removal", args=[desk.board.slug, member.pk]),
        _(
            "They see this board no more. What they wrote stays under their name. Nobody is"
            " told by e-mail."
        ),
        _("Remove from the staff"),
        grave=True,
    )
