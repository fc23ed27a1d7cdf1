"""Closed questions in figures, and each picture as a file for a report."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from bulletin.media.answering import answer_with_text
from moderation.collecting.evidence import rests_on
from moderation.desk.found import closed_question_at
from moderation.desk.pages import page
from moderation.insight.charts import Drawings, closed_questions
from moderation.insight.comparing import Comparison
from moderation.web import READERS, DeskRequest, staff_page
from sessions.enums import Role

SVG = "image/svg+xml"


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_charts(request: DeskRequest) -> HttpResponse:
    """All closed questions; `?by=` a set of segments puts these side by side."""
    desk = request.desk
    comparison = Comparison(desk.board, request.GET.get("by", ""))
    questions = list(closed_questions(desk))
    rests = rests_on(desk, questions)
    context = {
        "drawings": [
            (drawing, rests.get(drawing.question.pk, []))
            for drawing in Drawings(desk, questions, comparison.by)
        ],
        "comparison": comparison,
    }
    return page(request, "desk_charts", "desk_charts", context)


@staff_page(*READERS, Role.OBSERVER)
@require_safe
def desk_chart(request: DeskRequest, closed_id: UUID) -> HttpResponse:
    """One picture as a file of its own, the words around it inside. Nothing drawn is 404."""
    desk = request.desk
    question = closed_question_at(desk, closed_id)
    comparison = Comparison(desk.board, request.GET.get("by", ""))
    drawing = Drawings(desk, [question], comparison.by).of(question)
    if not drawing.groups:
        raise Http404
    name = get_valid_filename(f"{desk.board.slug}-{question.key}.svg")
    return answer_with_text(drawing.file, filename=name, content_type=SVG)
