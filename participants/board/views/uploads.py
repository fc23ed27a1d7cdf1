"""Files that come one by one, as soon as each is chosen."""

import uuid

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from bulletin.media.models import MediaFile
from bulletin.media.refusing import NotTaken, NotYet
from participants.board.asked import asked_of
from participants.board.boxes import entry_posted, why_shut
from participants.board.receiving import received_one
from participants.board.shown import Shown, shown_to
from participants.kinds import KINDS
from participants.kinds.file import FileForm
from participants.web import ParticipantRequest, participant_page
from sessions.enums import Kind


@participant_page()
@require_POST
def uploads(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """201 with the file as it stands in the form, however often it comes under one `key`; 422
    with why it is not taken, 503 where it may be later."""
    shown = shown_to(request.visit, question_id)
    question = shown.question
    if question.hidden_at is not None or not KINDS[Kind(question.kind)].takes_files:
        raise Http404
    try:
        file = _taken(request, shown)
    except NotTaken as why:
        status = 503 if isinstance(why, NotYet) else 422
        return HttpResponse(str(why), status=status, content_type="text/plain; charset=utf-8")
    fields = {"file": [*request.POST.getlist("file"), str(file.pk)]}
    form = FileForm(question.wording, request.visit.participant, initial=fields)
    number, file, caption = next(one for one in form.kept() if one[1] == file)
    context = {"form": form, "number": number, "file": file, "caption": caption}
    return render(request, "participants/_sent_file.html", context, status=201)


def _taken(request: ParticipantRequest, shown: Shown) -> MediaFile:
    """Raises NotTaken where it is not, and BadRequest for a key that is none."""
    visit, question = request.visit, shown.question
    asked = asked_of(question, visit.participant, visit.now)
    if shut := why_shut(asked, entry_posted(request.POST, asked)):
        raise NotTaken(shut)
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise BadRequest from None
    return received_one(request, visit.participant, question, key=key, now=visit.now)
