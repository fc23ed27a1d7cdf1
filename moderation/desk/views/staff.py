"""Who runs a board."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bulletin.text.within import noun
from moderation.actions.staffing import (
    add_staff,
    change_role,
    invite_again,
    put_on_call,
    remove_staff,
    rename_staff,
    take_off_call,
)
from moderation.desk.forms.staff import NamingForm, RoleForm, StaffForm
from moderation.desk.found import member_at
from moderation.desk.pages import carry_out, form_page, posted, say_beside
from moderation.desk.roles import TABLE, sheets
from moderation.desk.staff import staff_for
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import StaffMember


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_staff(request: DeskRequest) -> HttpResponse:
    """Who is on the staff and on call, and for a facilitator the form that adds somebody."""
    desk = request.desk
    if request.method == "POST" and not desk.member.is_facilitator:
        raise PermissionDenied
    form = StaffForm(posted(request))
    if form.is_valid() and _add(request, form):
        return redirect(_home(request))
    staff = staff_for(desk)
    context = {
        "staff": staff,
        "on_call": [line.member for line in staff if line.member.is_on_call],
        "form": form if desk.member.is_facilitator else None,
        "roles": list(Role),
        "table": TABLE,
        "sheets": sheets(),
    }
    return form_page(request, "desk_staff", "desk_staff", context)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_staff_name(request: DeskRequest, member_id: UUID) -> HttpResponse:
    desk, member = request.desk, member_at(request.desk, member_id)
    form = NamingForm(posted(request), of=member)
    if not form.is_valid():
        context = {"form": form, "member": member}
        return form_page(request, "desk_staff_name", "desk_staff", context)
    name = form.cleaned_data["display_name"]
    return carry_out(
        request,
        lambda: rename_staff(member=member, **form.cleaned_data, by=desk.user, now=desk.now),
        done=_("They are called %(name)s now.") % {"name": name},
        already=_("They were called %(name)s already.") % {"name": name},
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_staff_role(request: DeskRequest, member_id: UUID) -> HttpResponse:
    desk, member = request.desk, member_at(request.desk, member_id)
    form = RoleForm(posted(request), of=member)
    if not form.is_valid():
        context = {"form": form, "member": member}
        return form_page(request, "desk_staff_role", "desk_staff", context)
    role = Role(form.cleaned_data["role"])
    held = {"name": member.display_name, "role": noun(role.label)}
    return carry_out(
        request,
        lambda: change_role(member=member, role=role, by=desk.user, now=desk.now),
        done=_("%(name)s is %(role)s from now on.") % held,
        already=_("%(name)s was %(role)s already.") % held,
        back=_after_leaving(request, member, role=role),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_staff_invitation(request: DeskRequest, member_id: UUID) -> HttpResponse:
    return _do(
        request, member_id, invite_again, _("%(name)s is sent an invitation."),
        _("An invitation to %(name)s is on its way."),
    )  # fmt: skip


@staff_page(Role.FACILITATOR)
@require_POST
def desk_staff_duty(request: DeskRequest, member_id: UUID) -> HttpResponse:
    return _do(
        request, member_id, put_on_call, _("%(name)s is on call."),
        _("%(name)s was on call already."),
    )  # fmt: skip


@staff_page(Role.FACILITATOR)
@require_POST
def desk_staff_relief(request: DeskRequest, member_id: UUID) -> HttpResponse:
    return _do(
        request, member_id, take_off_call, _("%(name)s is on call no more."),
        _("%(name)s was not on call."),
    )  # fmt: skip


@staff_page(Role.FACILITATOR)
@require_POST
def desk_staff_removal(request: DeskRequest, member_id: UUID) -> HttpResponse:
    desk, member = request.desk, member_at(request.desk, member_id)
    return carry_out(
        request,
        lambda: remove_staff(member=member, by=desk.user, now=desk.now),
        done=_("%(name)s is no longer on the staff.") % {"name": member.display_name},
        already=_("%(name)s was removed already.") % {"name": member.display_name},
        back=_after_leaving(request, member),
    )


def _do(
    request: DeskRequest, member_id: UUID, deed: Callable[..., bool], done: str, already: str
) -> HttpResponse:
    desk, member = request.desk, member_at(request.desk, member_id)
    name = {"name": member.display_name}
    return carry_out(
        request,
        lambda: deed(member=member, by=desk.user, now=desk.now),
        done=done % name,
        already=already % name,
        back=_home(request),
    )


def _home(request: DeskRequest) -> str:
    return reverse("desk_staff", args=[request.desk.board.slug])


def _after_leaving(request: DeskRequest, member: StaffMember, *, role: Role | None = None) -> str:
    """Whoever gave up their own role may not see this page any more; the last one keeps it."""
    board = request.desk.board
    if member != request.desk.member or board.staff.facilitators().count() == 1:
        return _home(request)
    if role is None:
        return reverse("desk")
    return _home(request) if role in READERS else reverse("desk_board", args=[board.slug])


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
        say_beside(form, refused)
        return False
    messages.success(
        request, _("%(name)s is on the staff, and is told by e-mail.") % {"name": member}
    )
    return True
