"""Taking one's leave of a board, with a receipt."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from participants.actions.withdrawing import withdraw
from participants.board.forms import WithdrawalForm
from participants.entry.standing import Standing
from participants.web import ParticipantRequest, participant_page


@participant_page(consented=False, shut=True)
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: ParticipantRequest) -> HttpResponse:
    """The choice; once made, this page is its receipt for good."""
    visit = request.visit
    if visit.standing is Standing.WITHDRAWN:
        return _receipt(request)
    form = WithdrawalForm(visit, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw(participant=visit.participant, answers=form.answers, now=visit.now, by=None)
        return redirect("withdrawal", visit.board.slug)
    status = 422 if form.is_bound else 200
    context = {"form": form, "board": visit.board}
    return render(request, "participants/withdrawal.html", context, status=status)


def _receipt(request: ParticipantRequest) -> HttpResponse:
    """What was done and when, for the person to keep."""
    return render(
        request, "participants/withdrawal_receipt.html", {"person": request.visit.participant}
    )
