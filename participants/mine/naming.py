"""Taking another pseudonym before one first posts."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulletin.web.limits import Limit
from participants import rules
from participants.actions.posting import NotOpen
from participants.actions.renaming import NotOffered, drawn_for, take_pseudonym
from participants.web import ParticipantRequest, participant_page

DRAWN = Limit("pseudonyms drawn", most=30, within=timedelta(hours=1))


@participant_page()
@require_http_methods(["GET", "HEAD", "POST"])
def pseudonym(request: ParticipantRequest) -> HttpResponse:
    """Names are drawn when they are asked for, and one of them is taken by its button."""
    visit = request.visit
    if not rules.may_draw_pseudonym(visit.participant):
        raise Http404
    if request.method != "POST":
        return _page(request)
    if "name" not in request.POST:
        return _page(request, draws="draw" in request.POST)
    try:
        take_pseudonym(participant=visit.participant, token=request.POST["name"], now=visit.now)
    except NotOpen as why:
        messages.error(request, str(why))
    except NotOffered:
        return _page(
            request, draws=True, trouble=_("That name is no longer free. Here are others.")
        )
    else:
        words = _("You are %(name)s here from now on.")
        messages.success(request, words % {"name": visit.participant.pseudonym})
    return redirect("board", visit.board.slug)


def _page(request: ParticipantRequest, *, draws: bool = False, trouble: str = "") -> HttpResponse:
    person = request.visit.participant
    if draws and DRAWN.is_exceeded_by(str(person.pk)):
        draws, trouble = False, _("You have drawn very many names. Please go on in an hour.")
    offered = drawn_for(person) if draws else []
    context = {"person": person, "offered": offered, "trouble": trouble}
    status = 422 if trouble else 200
    return render(request, "participants/mine/pseudonym.html", context, status=status)
