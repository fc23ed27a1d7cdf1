"""Pictures and files that a participant may look at, through the gate."""

import uuid

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from bulletin.media.answering import answer_with_media
from participants.gate.files import files_for
from participants.web import ParticipantRequest, participant_page


@participant_page()
@require_safe
def file(request: ParticipantRequest, file_id: uuid.UUID, small: bool = False) -> HttpResponseBase:
    """The file itself, or the small picture of it for a list."""
    visit = request.visit
    found = get_object_or_404(files_for(visit.participant, visit.now), pk=file_id)
    return answer_with_media(request, found, small=small)
