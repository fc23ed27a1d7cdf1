"""A participant's board: what is open, what is left to do, and what there is to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from participants import rules
from participants.board.findings import findings_for, given_by
from participants.entry.overview.board import overview_of
from participants.web import ParticipantRequest, participant_page
from sessions.enums import Audience


@participant_page()
@require_safe
def board(request: ParticipantRequest) -> HttpResponse:
    findings = findings_for(request.visit)
    context = {
        "overview": overview_of(request.visit),
        "findings": findings,
        "verdict": given_by(request.visit, findings) if findings else None,
        "asks_verdict": findings is not None and findings.takes_verdicts(request.visit.now),
        "may_draw_pseudonym": rules.may_draw_pseudonym(request.visit.participant)
        and not request.visit.preview,
        "own_name": request.visit.participant.name_for(Audience.PEERS),
    }
    return render(request, "participants/board/board.html", context)
