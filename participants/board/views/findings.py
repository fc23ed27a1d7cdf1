"""What came of the board is read, and whoever read it says whether it is right."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.media.answering import answer_with_media
from participants.actions.findings import give_verdict
from participants.actions.posting import NotOpen
from participants.board.findings import VerdictForm, findings_for, given_by, thanks_for
from participants.enums import Vote
from participants.models import Findings
from participants.web import ParticipantRequest, participant_page


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: ParticipantRequest) -> HttpResponse:
    visit, here = request.visit, _findings_or_404(request)
    given = given_by(visit, here)
    form = VerdictForm(given, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            verdict = give_verdict(
                participant=visit.participant,
                findings=here,
                verdict=Vote(form.cleaned_data["verdict"]),
                words=form.cleaned_data["words"],
                now=visit.now,
            )
        except NotOpen as closed:
            form.add_error(None, str(closed))
        else:
            messages.success(request, thanks_for(verdict))
            return redirect("findings", visit.board.slug)
    context = {
        "findings": here,
        "given": given,
        "form": form if here.takes_verdicts(visit.now) or form.is_bound else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "participants/findings.html", context, status=status)


@participant_page()
@require_safe
def findings_file(request: ParticipantRequest) -> HttpResponseBase:
    """The document, to be saved."""
    here = _findings_or_404(request)
    if here.document is None:
        raise Http404
    return answer_with_media(request, here.document)


def _findings_or_404(request: ParticipantRequest) -> Findings:
    here = findings_for(request.visit)
    if here is None:
        raise Http404
    return here
