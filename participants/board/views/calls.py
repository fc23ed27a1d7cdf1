"""Asking staff for help, and telling them of a post that should be looked at."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants import rules
from participants.actions import calling
from participants.actions.posting import NotOpen
from participants.actions.unlocking import note_served
from participants.board.calling import (
    contacts_of,
    help_page,
    question_to_call_from,
    report_page,
)
from participants.board.forms import HelpForm, ReportForm
from participants.enums import CallKind
from participants.gate.reader import facts_of
from participants.models import Reply
from participants.web import ParticipantRequest, participant_page


@participant_page(consented=False)
@require_http_methods(["GET", "HEAD", "POST"])
def call_for_help(
    request: ParticipantRequest, question_id: uuid.UUID | None = None
) -> HttpResponse:
    """A box for words to staff; where the board takes none, whom to turn to instead."""
    visit = request.visit
    question = question_to_call_from(visit, question_id)
    form = HelpForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            if question is None:
                raise NotOpen(_("Nothing can be written on the board at present."))
            text = form.cleaned_data["text"]
            call = calling.call_for_help(
                participant=visit.participant, question=question, text=text, now=visit.now
            )
            return redirect("call", visit.board.slug, call.pk)
        except NotOpen as why:
            form.add_error("text", str(why))
    context = {"page": help_page(visit, question, form), "named": question_id}
    template = "participants/call_for_help.html"
    return render(request, template, context, status=422 if form is not None else 200)


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ParticipantRequest, reply_id: uuid.UUID) -> HttpResponse:
    """One's own words and those of staff are not reported: there is nobody to be told of them."""
    visit = request.visit
    readable = Reply.objects.visible_to(visit.participant, now=visit.now)
    post = get_object_or_404(
        readable.select_related("question__stage", "current_version", "participant__board"),
        pk=reply_id,
    )
    if post.participant_id in (None, visit.participant.pk) or post.withdrawn_at:
        raise PermissionDenied
    if request.method == "POST":
        return reported(request, post)
    note_served(visit.participant, post.question, now=visit.now)
    context = {"page": report_page(visit, post)}
    return render(request, "participants/report.html", context)


def reported(request: ParticipantRequest, post: Reply) -> HttpResponse:
    """Staff know; or why they could not be told, with what was typed kept."""
    visit = request.visit
    form = ReportForm(request.POST)
    if form.is_valid():
        try:
            why = form.cleaned_data["why"]
            call, is_new = calling.report_post(
                participant=visit.participant, post=post, why=why, now=visit.now
            )
        except NotOpen as closed:
            form.add_error("why", str(closed))
        else:
            if not is_new:
                messages.info(request, _("You have reported this post before. Staff know of it."))
            return redirect("call", visit.board.slug, call.pk)
    context = {"page": report_page(visit, post, form)}
    return render(request, "participants/report.html", context, status=422)


@participant_page()
@require_safe
def call(request: ParticipantRequest, call_id: uuid.UUID) -> HttpResponse:
    """What has become of one's own call: staff know, and whom to turn to if it cannot wait."""
    visit = request.visit
    made = get_object_or_404(visit.participant.calls.select_related("reply"), pk=call_id)
    facts, question = facts_of(visit.participant), made.reply.question_id
    context = {
        "call": made,
        "is_help": made.kind == CallKind.HELP,
        "leads_back": bool(rules.shown(**facts, question=question, now=visit.now)),
        "contacts": contacts_of(visit.board),
    }
    return render(request, "participants/call.html", context)
