"""The guide's page, with one question open or none."""

from django.http import HttpResponse
from django.urls import reverse

from moderation.desk.pages import page
from moderation.studio.finding import removed_from
from moderation.studio.forms.base import QuestionForm
from moderation.studio.guide import Opened, sections_for
from moderation.web import Desk, DeskRequest
from sessions.enums import Kind
from sessions.models import Question
from sessions.studio.surroundings import Surroundings


def guide_page(
    request: DeskRequest,
    around: Surroundings,
    opened: Opened | None = None,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    desk = request.desk
    sections = sections_for(desk, around, opened)
    context = {
        "sections": sections,
        "kinds": Kind.choices,
        "removed": removed_from(desk),
        "waiting": sum(card.is_waiting for section in sections for card in section.cards),
        "removed_now": request.GET.get("removed", ""),
        "may_write": desk.member.is_facilitator,
        "is_live": desk.board.is_launched(desk.now),
        **more,
    }
    return page(request, "desk_guide", "desk_guide", context, status=status, folder="studio")


def place_of(desk: Desk, question: Question, *, is_open: bool = False) -> str:
    """Where the question stands in the guide, in plain view or with its form.

    A browser that is sent to a place on the page does not take its reader into the form.
    """
    slug = desk.board.slug
    if is_open:
        return reverse("desk_guide_question", args=[slug, question.pk])
    return f"{reverse('desk_guide', args=[slug])}#question-{question.pk}"


def opened(form: QuestionForm) -> Opened:
    return Opened(form.question.pk, form)
