"""Keeping what is being typed, a moment after the typing stops."""

import uuid

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from participants.actions.drafting import Box, NewerDraft, save_draft
from participants.board.keeping import holds, is_said, question_to_keep_for, unseen_draft
from participants.board.typed import entry_in, fields_in, moment_in
from participants.entry.standing import Standing
from participants.models import Draft, Reply
from participants.web import ParticipantRequest, Visit, participant_page
from sessions.models import Question

NOTHING_IS_KEPT_ANY_MORE = 410


@participant_page(consented=False)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """POST: 200 with when it was kept; 409 with the newer draft that another tab or device has
    kept; 410 once the board keeps nothing. What `waited` on a device and has been said meanwhile
    is no draft any more, nor is what this page has sent, and never heard that it arrived. GET: 204,
    or the same 409 for what is newer than `seen`."""
    visit = request.visit
    question = question_to_keep_for(visit, question_id)
    if request.method != "POST":
        return _news(request, _box(visit, question, request.GET))
    box = _box(visit, question, request.POST)
    fields, seen = fields_in(request.POST, question), moment_in(request.POST.get("seen", ""))
    if "waited" in request.POST and is_said(box, request.POST, visit.now):
        return _kept(request, box, box.draft())
    try:
        kept = save_draft(
            participant=box.participant,
            question=question,
            fields=fields,
            now=visit.now,
            entry=box.entry,
            parent=box.parent,
            seen=seen,
        )
    except NewerDraft:
        if box.draft() is None and is_said(box, request.POST, visit.now):
            return _kept(request, box, None)
        return _overtaken(request, box, unseen_draft(box, fields, seen))
    if not holds(kept, fields):
        return HttpResponse(status=NOTHING_IS_KEPT_ANY_MORE)
    return _kept(request, box, kept)


def _kept(request: ParticipantRequest, box: Box, draft: Draft | None) -> HttpResponse:
    context = {"draft": draft, "seen": _seen(box)}
    return render(request, "participants/_draft_status.html", context)


def _box(visit: Visit, question: Question, sent: QueryDict) -> Box:
    """The box that is typed in. Raises Http404 where this person has none such."""
    entry = entry_in(sent.get("entry")) or 1
    if entry > question.entries:
        raise Http404
    return Box(visit.participant, question, entry, _parent_in(sent, visit, question))


def _news(request: ParticipantRequest, box: Box) -> HttpResponse:
    """For a window that somebody comes back to, and has typed nothing in since `seen`."""
    touched, seen = box.touched_at(), moment_in(request.GET.get("seen", ""))
    if touched is None or (seen is not None and touched <= seen):
        return HttpResponse(status=204)
    return _overtaken(request, box, unseen_draft(box, {}, seen))


def _overtaken(request: ParticipantRequest, box: Box, newer: Draft | None) -> HttpResponse:
    context = {"newer": newer, "seen": _seen(box)}
    return render(request, "participants/_draft_overtaken.html", context, status=409)


def _seen(box: Box) -> str:
    touched = box.touched_at()
    return touched.isoformat() if touched else ""


def _parent_in(sent: QueryDict, visit: Visit, question: Question) -> Reply | None:
    """The reply a comment is being written under; none for an answer."""
    named = sent.get("parent")
    if not named:
        return None
    if visit.standing is not Standing.TAKING_PART:
        raise Http404
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    try:
        return get_object_or_404(readable, pk=uuid.UUID(named), question=question)
    except ValueError:
        raise Http404 from None
