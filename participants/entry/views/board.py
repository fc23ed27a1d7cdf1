"""A participant's board: what is open, what is left to do, and what there is to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participants.entry.overview.board import overview_of
from participants.web import ParticipantRequest, participant_page
from sessions.enums import Audience


@participant_page()
@require_safe
def board(request: ParticipantRequest) -> HttpResponse:
    context = {
        "overview": overview_of(request.visit),
        "own_name": request.visit.participant.name_for(Audience.PEERS),
    }
    return render(request, "participants/board/board.html", context)
