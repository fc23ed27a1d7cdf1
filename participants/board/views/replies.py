"""The replies under a question, asked for again and again; and one reply by its address."""

import uuid
from typing import cast

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from participants.board.orders import order_in
from participants.board.replies import is_more_than_prose, prose_etag, replies_under
from participants.board.shown import shown_to
from participants.models import Reply
from participants.web import ParticipantRequest, is_htmx, participant_page


@participant_page()
@require_safe
def replies(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """What this reader may see, or 304 where that has not changed since they last asked."""
    shown = shown_to(request.visit, question_id)
    if not is_htmx(request):
        return redirect("question", request.visit.board.slug, question_id)
    if shown.question.hidden_at is not None:
        raise Http404
    known = None if is_more_than_prose(shown.question) else prose_etag(shown, request.visit)
    if known is not None and (unchanged := not_modified(request, known)):
        return unchanged
    current = replies_under(shown, request.visit, order_in(request.GET.get("order")))
    response = HttpResponse(current.html, headers=headers_of(current.etag))
    return not_modified(request, current.etag) or response


def not_modified(request: ParticipantRequest, etag: str) -> HttpResponse | None:
    """304 where this reader already has what the ETag stands for."""
    fresh = HttpResponse(headers=headers_of(etag))
    answer = cast(HttpResponse, get_conditional_response(request, etag, None, fresh))
    return None if answer is fresh else answer


def headers_of(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Vary": "HX-Request"}


@participant_page()
@require_safe
def reply(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """The lasting address of a reply: leads to its place on the question's page."""
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    found = get_object_or_404(readable, pk=reply_id)
    question = reverse("question", args=[visit.board.slug, found.question_id])
    return redirect(f"{question}#reply-{found.pk}")
