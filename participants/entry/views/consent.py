"""The information, its statements, and yes or no to taking part (rule 12)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.entry.actions.consenting import decline, give_consent
from participants.entry.changes import changes_for
from participants.entry.forms import ConsentForm
from participants.entry.people import people_of
from participants.entry.standing import Standing, version_to_ask
from participants.web import ParticipantRequest, participant_page
from sessions.models import ConsentVersion


@participant_page(consented=False)
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: ParticipantRequest) -> HttpResponse:
    visit = request.visit
    version = version_to_ask(visit.participant)
    if visit.standing is Standing.TAKING_PART:
        return redirect("consent_copy", visit.board.slug)
    if version is None:
        return render(request, "participants/entry/shut.html", status=403)
    if request.method != "POST":
        return _page(request, version, ConsentForm(version))
    if request.POST.get("version") != str(version.pk):
        return _page(request, version, ConsentForm(version, request.POST), has_changed=True)
    if "decline" in request.POST:
        decline(participant=visit.participant, version=version, now=visit.now)
        return _then("consent", visit.board.slug)
    form = ConsentForm(version, request.POST)
    if not form.is_valid():
        return _page(request, version, form)
    give_consent(
        participant=visit.participant, version=version, answers=form.answers(), now=visit.now
    )
    return _then("board", visit.board.slug)


def _then(name: str, slug: str) -> HttpResponse:
    """At its beginning: an address that names no place keeps the form's, amid the statements."""
    return redirect(f"{reverse(name, args=[slug])}#main")


def _page(
    request: ParticipantRequest,
    version: ConsentVersion,
    form: ConsentForm,
    *,
    has_changed: bool = False,
) -> HttpResponse:
    visit = request.visit
    context = {
        "version": version,
        "form": form,
        "people": people_of(visit.participant, version),
        "declined": visit.standing is Standing.DECLINED,
        "changes": changes_for(visit.participant, version),
        "changed_meanwhile": _(
            "The information has changed since you opened it. Here is the new one."
        )
        if has_changed
        else "",
    }
    status = 422 if form.is_bound else 200
    return render(request, "participants/consent/consent.html", context, status=status)
