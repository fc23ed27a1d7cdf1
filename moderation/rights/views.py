"""A copy for one person of what is held about them, and the board's data sheet."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from bulletin.accounts.confirming import fresh_sign_in
from moderation.desk.found import person_at
from moderation.desk.pages import page
from moderation.rights.actions import note_copy
from moderation.rights.copying import copy_of
from moderation.rights.sheet import sections_of
from moderation.web import READERS, DeskRequest, staff_page
from participants.mine.packing import account_page
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@fresh_sign_in(then="desk_person")
@require_POST
def desk_copy_for_person(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """One page to save, which needs nothing else to be read; the trail keeps that it was made."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    note_copy(participant=person, by=desk.user, now=desk.now)
    return HttpResponse(
        account_page(desk.board, copy_of(desk, person), desk.now, alone=True),
        headers={"Content-Disposition": f'attachment; filename="copy-{str(person.pk)[:8]}.html"'},
    )


@staff_page(*READERS)
@require_safe
def desk_data_sheet(request: DeskRequest) -> HttpResponse:
    context = {"sections": sections_of(request.desk)}
    return page(request, "desk_data_sheet", "desk_data_sheet", context, folder="rights")
