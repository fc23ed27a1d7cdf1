"""Pictures and files that a participant may look at, through the gate."""

import uuid

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bulletin.media.answering import answer_with_media
from bulletin.media.models import MediaFile
from participants.gate.files import reached_file
from participants.gate.reader import facts_of
from participants.web import ParticipantRequest, participant_page


@participant_page()
@require_safe
def file(request: ParticipantRequest, file_id: uuid.UUID, small: bool = False) -> HttpResponseBase:
    """The file itself, or the small picture of it for a list."""
    visit = request.visit
    if not reached_file(**facts_of(visit.participant), file=file_id, now=visit.now):
        raise Http404
    return answer_with_media(request, MediaFile.objects.get(pk=file_id), small=small)


@participant_page(consented=False, shut=True)
@require_safe
def logo(request: ParticipantRequest) -> HttpResponseBase:
    """What stands at the top of every page of theirs, the information sheet's too."""
    file = request.visit.board.logo
    if file is None:
        raise Http404
    return answer_with_media(request, file, small=True)
