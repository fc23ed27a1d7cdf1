"""What was typed on a live board becomes what participants read, or is thrown away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from moderation.desk.pages import carry_out, page
from moderation.studio.finding import question_in
from moderation.studio.pages import place_of
from moderation.studio.waiting import Change, changes_for
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.studio.actions.saving import discard_copy, publish
from sessions.studio.surroundings import Surroundings


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_publication(request: DeskRequest) -> HttpResponse:
    """What waits, before and after, with what follows; those that are chosen are published."""
    desk, error = request.desk, ""
    around = Surroundings.of(desk.board)
    changes = changes_for(desk, around)
    if request.method == "POST":
        chosen = set(request.POST.getlist("question"))
        wanted = [change.question for change in changes if change.token in chosen]
        if not chosen:
            error = _("Choose at least one question.")
        elif len(wanted) < len(chosen):
            error = _("Something was changed while you read this: here it is as it is now.")
        else:
            try:
                done = publish(
                    board=desk.board,
                    questions=wanted,
                    around=around,
                    by=desk.user,
                    now=desk.now,
                    again=_asked_again(request, changes),
                )
            except Refused as refused:
                error = str(refused)
            else:
                words = ngettext(
                    "%(number)d question is published.",
                    "%(number)d questions are published.",
                    len(done),
                )
                messages.success(request, words % {"number": len(done)})
                return redirect("desk_guide", desk.board.slug)
    again = request.POST.getlist("again")
    context = {"changes": changes, "error": error, "again": again}
    return page(
        request,
        "desk_guide_publication",
        "desk_guide",
        context,
        status=422 if error else 200,
        folder="studio",
    )


def _asked_again(request: DeskRequest, changes: list[Change]) -> set[UUID]:
    """The questions that whoever has answered them is to answer again."""
    chosen = set(request.POST.getlist("again"))
    return {change.question.pk for change in changes if change.again and change.token in chosen}


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_discarding(request: DeskRequest, question_id: UUID) -> HttpResponse:
    question = question_in(request.desk, question_id)
    return carry_out(
        request,
        lambda: discard_copy(question=question),
        done=_("What was typed since is gone; the published wording stands."),
        already=_("There was nothing to throw away."),
        back=place_of(request.desk, question),
    )
