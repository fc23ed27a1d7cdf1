"""The replies under a question, asked for again and again; and one reply by its address."""

import uuid
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from participants.board.page import question_of
from participants.board.replies import replies_under
from participants.models import Reply
from participants.web import ParticipantRequest, is_htmx, participant_page


@participant_page()
@require_safe
def replies(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """What this reader may see, or 304 where that has not changed since they last asked."""
    question = question_of(request.visit, question_id)
    if not is_htmx(request):
        return redirect("question", request.visit.board.slug, question_id)
    if question.hidden_at is not None:
        raise Http404
    current = replies_under(question, request.visit)
    response = HttpResponse(current.html, headers={"ETag": current.etag, "Vary": "HX-Request"})
    return cast(HttpResponse, get_conditional_response(request, current.etag, None, response))


@participant_page()
@require_safe
def reply(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """The lasting address of a reply: leads to its place on the question's page."""
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    found = get_object_or_404(readable, pk=reply_id)
    question = reverse("question", args=[visit.board.slug, found.question_id])
    return redirect(f"{question}#reply-{found.pk}")
