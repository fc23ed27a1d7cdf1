"""Who runs a board."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.staffing import add_staff, remove_staff
from moderation.desk.forms.staff import StaffForm
from moderation.desk.found import member_at
from moderation.desk.pages import carry_out, form_page, posted
from moderation.desk.staff import MAY, staff_for
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import StaffMember


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_staff(request: DeskRequest) -> HttpResponse:
    """Who is on the staff, and for a facilitator the form that adds somebody."""
    desk = request.desk
    if request.method == "POST" and not desk.member.is_facilitator:
        raise PermissionDenied
    form = StaffForm(posted(request))
    if form.is_valid() and _add(request, form):
        return redirect("desk_staff", desk.board.slug)
    context = {
        "staff": staff_for(desk),
        "form": form if desk.member.is_facilitator else None,
        "roles": list(Role),
        "may": MAY,
    }
    return form_page(request, "desk_staff", "desk_staff", context)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_staff_removal(request: DeskRequest, member_id: UUID) -> HttpResponse:
    desk, member = request.desk, member_at(request.desk, member_id)
    return carry_out(
        request,
        lambda: remove_staff(member=member, by=desk.user, now=desk.now),
        done=_("%(name)s is no longer on the staff.") % {"name": member.display_name},
        already=_("%(name)s was removed already.") % {"name": member.display_name},
        back=_after_removing(request, member),
    )


def _after_removing(request: DeskRequest, member: StaffMember) -> str:
    """Whoever removed themself has no page on this board any more."""
    if member == request.desk.member and request.desk.board.staff.facilitators().count() > 1:
        return reverse("desk")
    return reverse("desk_staff", args=[request.desk.board.slug])


def _add(request: DeskRequest, form: StaffForm) -> bool:
    """Whether they are on the staff now; what stands against it is said beside its field."""
    desk, typed = request.desk, form.cleaned_data
    try:
        member = add_staff(
            board=desk.board,
            email=typed["email"],
            role=Role(typed["role"]),
            display_name=typed["display_name"],
            organisation=typed["organisation"],
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return False
    messages.success(
        request, _("%(name)s is on the staff, and is told by e-mail.") % {"name": member}
    )
    return True
