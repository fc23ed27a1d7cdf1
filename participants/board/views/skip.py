"""Passing a question over, and not having done so after all."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from participants.actions.posting import NotOpen
from participants.actions.skipping import skip as pass_over
from participants.actions.skipping import take_back_skip
from participants.board.forms import SkipForm
from participants.board.shown import shown_to
from participants.web import ParticipantRequest, participant_page
from sessions.models import Question


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    """A question that is hidden is not there to be skipped."""
    question = shown_to(request.visit, question_id).question
    if question.hidden_at is not None or question.required:
        raise Http404
    if request.method != "POST":
        return _page(request, question, SkipForm())
    form = SkipForm(request.POST)
    if form.is_valid() and _done(request, question, form):
        return _back_to(request, question)
    return _page(request, question, form)


def _done(request: ParticipantRequest, question: Question, form: SkipForm) -> bool:
    """False, with the reason at the top, where it cannot be skipped, or that be taken back."""
    try:
        if "undo" in request.POST:
            visit = request.visit
            take_back_skip(participant=visit.participant, question=question, now=visit.now)
        else:
            _skipped(request, question, form)
    except NotOpen as why:
        form.add_error(None, str(why))
        return False
    return True


def _skipped(request: ParticipantRequest, question: Question, form: SkipForm) -> None:
    pass_over(
        participant=request.visit.participant,
        question=question,
        why=form.why,
        reason=form.cleaned_data["reason"],
        now=request.visit.now,
    )


def _back_to(request: ParticipantRequest, question: Question) -> HttpResponse:
    """Where the way on is."""
    return redirect(reverse("question", args=[request.visit.board.slug, question.pk]) + "#answer")


def _page(request: ParticipantRequest, question: Question, form: SkipForm) -> HttpResponse:
    context = {"question": question, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "participants/skip.html", context, status=status)
