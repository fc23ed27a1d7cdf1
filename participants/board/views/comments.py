"""Writing under a reply that one can read."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import trigger_client_event

from participants import rules
from participants.actions.commenting import post_comment
from participants.actions.drafting import Box
from participants.board.forms import CommentForm
from participants.board.under import UnderReply, under
from participants.models import Reply
from participants.web import ParticipantRequest, is_htmx, participant_page


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    parent = get_object_or_404(
        readable.select_related("question__stage__board", "question__current_version", "parent"),
        pk=reply_id,
    )
    if not rules.may_comment(visit.participant, parent, visit.now):
        raise PermissionDenied
    box = Box(visit.participant, parent.question, parent=parent)
    if request.method == "POST":
        form = CommentForm(parent, request.POST)
        if form.is_valid():
            return posted(request, parent, form.cleaned_data["text"])
        return show(request, under(visit, box, form), status=422)
    draft = box.draft()
    form = CommentForm(parent, fields=draft.fields if draft else None)
    return show(request, under(visit, box, form))


def posted(request: ParticipantRequest, parent: Reply, text: str) -> HttpResponse:
    """Stored; the page then asks for the replies as it does at every poll."""
    visit = request.visit
    made = post_comment(author=visit.participant, parent=parent, text=text, now=visit.now)
    if is_htmx(request):
        response = render(request, "participants/_comment_posted.html", {"reply": made})
        return trigger_client_event(response, "board:tick", {"target": "body"})
    question = reverse("question", args=[visit.board.slug, made.question_id])
    return redirect(f"{question}#reply-{made.pk}")


def show(request: ParticipantRequest, page: UnderReply, *, status: int = 200) -> HttpResponse:
    name = "_comment_form" if is_htmx(request) else "comments"
    response = render(request, f"participants/{name}.html", {"page": page}, status=status)
    response.headers["Vary"] = "HX-Request"
    return response
