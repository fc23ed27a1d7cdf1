"""What this person last agreed to, word for word and with each answer: to read, print or save."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from participants.entry.people import people_of
from participants.models import Consent
from participants.web import ParticipantRequest, Visit, participant_page


@participant_page(consented=False)
@require_safe
def consent_copy(request: ParticipantRequest) -> HttpResponse:
    return render(request, "participants/consent/consent_copy.html", _given(request.visit))


@participant_page(consented=False)
@require_safe
def consent_file(request: ParticipantRequest) -> HttpResponse:
    """The same as a plain text, which any device keeps and opens."""
    visit = request.visit
    context = _given(visit) | {"board": visit.board, "person": visit.participant}
    text = render_to_string("participants/consent/consent_copy.txt", context)
    return HttpResponse(
        text.strip() + "\n",
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="consent-{visit.board.slug}.txt"'},
    )


def _given(visit: Visit) -> dict[str, Any]:
    """Raises Http404 for whoever never agreed to anything."""
    given = (
        Consent.objects.filter(participant=visit.participant, given_at__isnull=False)
        .select_related("version")
        .prefetch_related("answers__statement")
        .order_by("-version__number")
        .first()
    )
    if given is None:
        raise Http404
    return {
        "consent": given,
        "answers": sorted(given.answers.all(), key=lambda answer: answer.statement.position),
        "people": people_of(visit.participant, given.version),
        "contacts": list(visit.board.contacts.all()),
    }
