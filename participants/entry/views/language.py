"""The language and the time zone in which a participant reads."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulletin.text.languages import own_name
from bulletin.text.zones import city
from bulletin.web.offers import LANGUAGE, ZONE, back_of, keep_chosen, settle
from participants.entry.actions.choosing import choose
from participants.entry.forms import LanguageForm
from participants.web import ParticipantRequest, language_of, participant_page


@participant_page(consented=False, shut=True)
@require_http_methods(["GET", "HEAD", "POST"])
def language(request: ParticipantRequest) -> HttpResponse:
    """Either is chosen here, or from the line that offers it; `keep` names what stays as it is."""
    visit = request.visit
    participant = visit.participant
    now_read = {LANGUAGE: language_of(participant), ZONE: participant.timezone}
    form = LanguageForm(request.POST if request.method == "POST" else None, initial=now_read)
    if not form.is_bound or not form.is_valid():
        context = {"form": form, "now_read": now_read, "now": visit.now}
        status = 422 if form.is_bound else 200
        return render(request, "participants/language/language.html", context, status=status)
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    choose(participant=participant, **chosen)
    settle(request, *chosen, *request.POST.getlist("keep"))
    if chosen:
        messages.success(request, _said(now_read | chosen))
    response = redirect(back_of(request, otherwise=reverse("language", args=[visit.board.slug])))
    if LANGUAGE in chosen:
        keep_chosen(response, chosen[LANGUAGE])
    return response


def _said(chosen: dict[str, str]) -> str:
    """In the language that was chosen, in which it will be read."""
    with translation.override(chosen[LANGUAGE]):
        words = _("You read in %(language)s now, with the times of %(place)s.")
        return words % {"language": own_name(chosen[LANGUAGE]), "place": city(chosen[ZONE])}
