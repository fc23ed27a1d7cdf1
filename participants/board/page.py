"""A question page, put together: wording, box, replies, and the way on."""

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from participants.board.boxes import AnswerBox, Asked, asked_of, box_to_show
from participants.board.journey import Journey, journey_of
from participants.board.replies import Replies, replies_under
from participants.gate.questions import within_reach
from participants.readership import Readership, who_will_see
from participants.web import ParticipantRequest, Visit, is_htmx
from sessions.models import Question


@dataclass(slots=True)
class QuestionPage:
    """All that the page says. `received` is true in the response to an answer just sent."""

    question: Question
    replies: Replies
    asked: Asked
    box: AnswerBox | None
    readership: Readership
    journey: Journey
    received: bool = False

    @property
    def status(self) -> int:
        """422 where something sent was not taken: it is in the box with the reason (rule 17)."""
        box = self.box
        if box is None:
            return 200
        return 422 if box.form.is_bound or box.newer or box.reworded else 200

    @property
    def has_answered(self) -> bool:
        return any(self.asked.has_answered(entry) for entry in self.asked.own)


def question_of(visit: Visit, question_id: uuid.UUID) -> Question:
    """The question, where it exists for this person. Raises Http404 where it does not.

    A hidden one exists for those alone who wrote under it.
    """
    reached = within_reach.ids(visit.participant, visit.now)
    found = Question.objects.with_wording().filter(pk__in=reached, pk=question_id).first()
    if found is None:
        raise Http404
    found.stage.board = visit.board
    return found


def question_page(
    visit: Visit,
    question: Question,
    *,
    box: AnswerBox | None = None,
    correct: int | None = None,
) -> QuestionPage:
    """The page as it stands now; `box` takes the place of the one it would open with."""
    replies = replies_under(question, visit)
    asked = asked_of(question, visit.participant, visit.now)
    return QuestionPage(
        question=question,
        replies=replies,
        asked=asked,
        box=box or box_to_show(asked, correct=correct),
        readership=who_will_see(question, visit.board, visit.participant, visit.now),
        journey=journey_of(visit.participant, question.pk, visit.now),
    )


def show(request: ParticipantRequest, page: QuestionPage) -> HttpResponse:
    """The whole page, or for htmx the part of it that changes."""
    template = "participants/_question.html" if is_htmx(request) else "participants/question.html"
    response = render(request, template, {"page": page}, status=page.status)
    response.headers["Vary"] = "HX-Request"
    return response


def show_taken_down(request: ParticipantRequest, question: Question) -> HttpResponse:
    """Under a hidden question one's own posts stay readable, and nothing else is (rule 2)."""
    replies = replies_under(question, request.visit)
    if not replies.rows:
        raise Http404
    return render(request, "participants/question_taken_down.html", {"replies": replies})
