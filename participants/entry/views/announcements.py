"""All that was announced to this person, and that they have read one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from participants.entry.actions.reading import note_read
from participants.entry.overview.announced import announced_for
from participants.gate.announcements import announced_to
from participants.web import ParticipantRequest, participant_page


@participant_page()
@require_safe
def announcements(request: ParticipantRequest) -> HttpResponse:
    visit = request.visit
    context = {"announced": announced_for(visit.participant, visit.now)}
    return render(request, "participants/board/announcements.html", context)


@participant_page()
@require_POST
def announcement_reading(request: ParticipantRequest, announcement_id: UUID) -> HttpResponse:
    """It stands as a line on the board page from now on."""
    visit = request.visit
    here = get_object_or_404(announced_to(visit.participant, visit.now), pk=announcement_id)
    note_read(participant=visit.participant, announcement=here, now=visit.now)
    return redirect("board", visit.board.slug)
