"""Everybody on a board, and somebody new."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from bulletin.accounts.confirming import fresh_sign_in
from moderation.actions.inviting import invite_person
from moderation.desk.asked import Asked
from moderation.desk.deeds.people import IDENTITY_VIEWERS
from moderation.desk.forms.many import LookUpForm
from moderation.desk.forms.people import InvitationForm
from moderation.desk.grid import grid_for
from moderation.desk.many import deeds_for
from moderation.desk.pages import form_page, page, posted, say_beside
from moderation.desk.sheet import sheet_for
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*READERS, Role.RECRUITER)
@require_safe
def desk_people(request: DeskRequest) -> HttpResponse:
    """`?by=` one of the columns sorts, `?down=1` from the other end; `?stage=` chooses what is
    shown, `?segment=`, `?standing=`, `?left=` and `?called=` of whom, `?page=` which hundred."""
    desk = request.desk
    context = {
        "grid": grid_for(desk, Asked.of(request.GET.dict())),
        "deeds": deeds_for(desk),
        "look_up": LookUpForm() if desk.role in IDENTITY_VIEWERS else None,
    }
    return page(request, "desk_people", "desk_people", context)


@staff_page(*READERS)
@require_GET
@fresh_sign_in(then="desk_people")
def desk_people_sheet(request: DeskRequest) -> HttpResponse:
    """The same people as a file, with every question."""
    desk = request.desk
    sheet = sheet_for(desk, Asked.of(request.GET.dict()))
    name = f"{desk.board.slug}-participation.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(sheet, content_type="text/csv; charset=utf-8", headers=headers)


@staff_page(*READERS, Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_invitation(request: DeskRequest) -> HttpResponse:
    form = InvitationForm(request.desk.board, posted(request))
    if form.is_valid() and (person := invited(request, form)):
        messages.success(request, _("%(name)s is on the roster.") % {"name": person.name})
        return redirect("desk_person", request.desk.board.slug, person.pk)
    return form_page(request, "desk_invitation", "desk_people", {"form": form})


def invited(
    request: DeskRequest, form: InvitationForm, *, tester: bool = False
) -> Participant | None:
    """The new person; None where they cannot be added, which the form then says."""
    desk = request.desk
    try:
        return invite_person(
            board=desk.board,
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            segments=form.segments(),
            by=desk.user,
            now=desk.now,
            tester=tester,
        )
    except Refused as refused:
        say_beside(form, refused)
        return None
