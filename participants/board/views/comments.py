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
from participants.actions.posting import NotOpen
from participants.actions.unlocking import note_served
from participants.board.forms import CommentForm
from participants.board.keeping import holds, keep_comment, unseen_draft
from participants.board.passages import Passage, joined, passages_in, passages_named
from participants.board.typed import fields_in, moment_in
from participants.board.under import UnderReply, under
from participants.models import Draft, Reply
from participants.web import ParticipantRequest, is_htmx, participant_page


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    parent = get_object_or_404(
        readable.select_related(
            "question__stage__board",
            "question__current_version",
            "current_version",
            "parent",
            "participant__board",
            "staff",
        ),
        pk=reply_id,
    )
    box = Box(visit.participant, parent.question, parent=parent)
    if request.method == "POST":
        return sent(request, box, parent)
    if not rules.may_comment(visit.participant, parent, visit.now):
        raise PermissionDenied
    if parent.participant_id not in (None, visit.participant.pk):
        note_served(visit.participant, parent.question, now=visit.now)
    draft = box.draft()
    form = CommentForm(parent, fields=draft.fields if draft else None)
    return show(request, under(visit, box, form, to_quote(request, parent, draft)))


def to_quote(request: ParticipantRequest, parent: Reply, draft: Draft | None) -> list[Passage]:
    """What stands in the box already, or in its draft, and what is asked for now."""
    visit, kept = request.visit, draft.fields.get("quote", []) if draft else []
    values = [*request.GET.getlist("with"), *kept]
    there, _unchanged = passages_named(dict.fromkeys(values), visit.participant, visit.now)
    return joined(there, passages_in(parent, request.GET, all_of_it=not is_htmx(request)))


def sent(request: ParticipantRequest, box: Box, parent: Reply) -> HttpResponse:
    """Stored; or refused with the reason beside the field, and what was typed kept. A newer draft
    from elsewhere is shown first: it would go as the reply is stored."""
    visit = request.visit
    form = CommentForm(parent, request.POST)
    fields, seen = fields_in(request.POST, parent.question), moment_in(request.POST.get("seen", ""))
    passages, form.is_quoting_what_stands = passages_named(
        request.POST.getlist("quote"), visit.participant, visit.now
    )
    if form.is_valid() and not unseen_draft(box, fields, seen):
        try:
            made = post_comment(
                author=visit.participant,
                parent=parent,
                text=form.cleaned_data["text"],
                now=visit.now,
                quoted=[one.quoted for one in passages],
            )
            return posted(request, made)
        except NotOpen as why:
            form.add_error("text", str(why))
    newer = keep_comment(box, fields, seen=seen, now=visit.now)
    page = under(visit, box, form, passages, newer=newer)
    page.unkept = not holds(page.draft, fields)
    return show(request, page, status=422)


def posted(request: ParticipantRequest, made: Reply) -> HttpResponse:
    """The page then asks for the replies as it does at every poll."""
    visit = request.visit
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
