"""The guide on one page, and what is added to it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.desk.found import stage_at
from moderation.studio.pages import guide_page, place_of
from moderation.web import READERS, DeskRequest, staff_page
from sessions.enums import Kind, Role
from sessions.studio.actions.arranging import add_question
from sessions.studio.surroundings import Surroundings


@staff_page(*READERS)
@require_safe
def desk_guide(request: DeskRequest) -> HttpResponse:
    return guide_page(request, Surroundings.of(request.desk.board))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_questions(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    """A new question of this kind is the stage's last, and open to be written."""
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    if request.POST.get("kind") not in Kind.values:
        messages.error(request, _("Choose what kind of question it is."))
        return redirect(reverse("desk_guide", args=[desk.board.slug]))
    kind = Kind(request.POST["kind"])
    made = add_question(stage=stage, kind=kind, by=desk.user, now=desk.now)
    return redirect(place_of(desk, made, is_open=True))
