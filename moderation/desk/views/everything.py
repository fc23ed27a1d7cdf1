"""Everything said, by question."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.actions.replies import reveal_question
from moderation.desk.deeds.questions import of_question
from moderation.desk.found import question_at
from moderation.desk.guide import index_for, is_closed_to, neighbours_of
from moderation.desk.pages import carry_out, page
from moderation.desk.sayings import threads_of
from moderation.insight.charts import drawing_of
from moderation.insight.comparing import Comparison
from moderation.web import READERS, DeskRequest, staff_page
from sessions.enums import Role


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_everything(request: DeskRequest) -> HttpResponse:
    """The guide with how much was said under each question."""
    context = {"stages": index_for(request.desk)}
    return page(request, "desk_everything", "desk_everything", context)


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_question(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk, question = request.desk, question_at(request.desk, question_id)
    previous, following = neighbours_of(desk, question)
    comparison = Comparison(desk.board, request.GET.get("by", ""))
    context = {
        "question": question,
        "comparison": comparison,
        "drawing": drawing_of(desk, question, comparison),
        "threads": threads_of(desk, question),
        "is_closed_to_desk": is_closed_to(desk, question),
        "deeds": of_question(desk, question),
        "previous": previous,
        "following": following,
    }
    return page(request, "desk_question", "desk_everything", context)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_reveal(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk, question = request.desk, question_at(request.desk, question_id)
    return carry_out(
        request,
        lambda: reveal_question(question=question, by=desk.user, now=desk.now),
        done=_("Whoever has answered can read the others' replies now."),
        already=_("The replies were revealed already."),
        back=reverse("desk_question", args=[desk.board.slug, question.pk]),
    )
