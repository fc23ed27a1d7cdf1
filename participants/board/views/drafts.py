"""Keeping what is being typed, a moment after the typing stops."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from participants.actions.drafting import Box, NewerDraft, save_draft
from participants.board.boxes import entry_in, fields_in, moment_in
from participants.board.keeping import question_to_keep_for, unseen_draft
from participants.entry.standing import Standing
from participants.models import Reply
from participants.web import ParticipantRequest, Visit, participant_page
from sessions.models import Question


@participant_page(consented=False)
@require_POST
def draft(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """200 with when it was kept; 409 with the newer draft that another tab or device has kept."""
    visit = request.visit
    question = question_to_keep_for(visit, question_id)
    entry = entry_in(request.POST.get("entry")) or 1
    if entry > question.entries:
        raise Http404
    box = Box(visit.participant, question, entry, parent_in(request, visit, question))
    fields = fields_in(request.POST, question)
    seen = moment_in(request.POST.get("seen", ""))
    context: dict[str, object] = {}
    try:
        context["draft"] = save_draft(
            participant=box.participant,
            question=question,
            fields=fields,
            now=visit.now,
            entry=box.entry,
            parent=box.parent,
            seen=seen,
        )
    except NewerDraft:
        context["newer"] = unseen_draft(box, fields, seen)
    touched = box.touched_at()
    context["seen"] = touched.isoformat() if touched else ""
    if "newer" in context:
        return render(request, "participants/_draft_overtaken.html", context, status=409)
    return render(request, "participants/_draft_status.html", context)


def parent_in(request: ParticipantRequest, visit: Visit, question: Question) -> Reply | None:
    """The reply a comment is being written under; none for an answer."""
    named = request.POST.get("parent")
    if not named:
        return None
    if visit.standing is not Standing.TAKING_PART:
        raise Http404
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    try:
        return get_object_or_404(readable, pk=uuid.UUID(named), question=question)
    except ValueError:
        raise Http404 from None
