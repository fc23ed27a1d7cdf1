"""That somebody else's post rings true, or does not any more."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST
from django.views.decorators.vary import vary_on_headers

from participants import rules
from participants.actions.resonating import ring_true, take_back
from participants.board.ringing import ring_of
from participants.models import Reply
from participants.web import ParticipantRequest, is_htmx, participant_page


@participant_page()
@require_POST
@vary_on_headers("HX-Request")
def resonance(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """`rings` says how it is to be from now on; empty takes it back. A second press of the same
    changes nothing."""
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    post = get_object_or_404(readable, pk=reply_id)
    if not rules.may_resonate(visit.participant, post, visit.now):
        raise PermissionDenied
    change = ring_true if request.POST.get("rings") else take_back
    change(participant=visit.participant, post=post, now=visit.now)
    if is_htmx(request):
        context = ring_of(visit.participant, post)
        return render(request, "participants/_ring.html", context)
    question = reverse("question", args=[visit.board.slug, post.question_id])
    return redirect(f"{question}#reply-{post.pk}")
