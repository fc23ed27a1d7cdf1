"""A question page, put together: wording, box, replies, and the way on."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from bulletin.media.looks import Look, Place, looks_at
from participants import rules
from participants.authors import Author
from participants.board.boxes import (
    AnswerBox,
    Asked,
    DayOfDiary,
    asked_among,
    box_to_show,
    day_ahead,
    other_days,
)
from participants.board.journey import Journey, journey_of
from participants.board.replies import Replies, replies_under
from participants.board.shown import Shown
from participants.readership import Readership, who_will_see
from participants.web import ParticipantRequest, Visit, is_htmx
from sessions.models import Question


@dataclass
class QuestionPage:
    """All that the page says. `received` is true in the response to an answer just sent."""

    visit: Visit
    question: Question
    replies: Replies
    asked: Asked
    author: Author
    box: AnswerBox | None
    journey: Journey
    received: bool = False

    @property
    def readership(self) -> Readership:
        """Stands beside the box, and is worked out where there is one."""
        return who_will_see(self.question, self.visit.board, self.author, self.visit.now)

    @property
    def may_draw_pseudonym(self) -> bool:
        """Said beside the box, until there is something of theirs on the board."""
        return rules.may_draw_pseudonym(self.visit.participant) and not self.visit.preview

    @cached_property
    def looks(self) -> list[Look]:
        """What there is to look at while one answers."""
        stimuli = self.question.wording.looked_at()
        return looks_at(stimuli, slug=self.visit.board.slug, place=Place.BOARD)

    @property
    def other_days(self) -> list[DayOfDiary]:
        return other_days(self.asked, self.box)

    @cached_property
    def day_ahead(self) -> DayOfDiary | None:
        return day_ahead(self.asked)

    @property
    def status(self) -> int:
        """422 where something sent was not taken: it is in the box with the reason (rule 17)."""
        box = self.box
        if box is None:
            return 200
        return 422 if box.form.is_bound or box.form.refused or box.newer or box.reworded else 200

    @property
    def has_answered(self) -> bool:
        return any(self.asked.has_answered(entry) for entry in self.asked.own)


def question_page(
    visit: Visit,
    shown: Shown,
    *,
    box: AnswerBox | None = None,
    correct: int | None = None,
    chosen: int | None = None,
) -> QuestionPage:
    """The page as it stands now; `box` takes the place of the one it would open with."""
    question = shown.question
    replies = replies_under(shown, visit)
    asked = asked_among(replies.rows, question, visit.participant, visit.now)
    return QuestionPage(
        visit=visit,
        question=question,
        replies=replies,
        asked=asked,
        author=shown.author,
        box=box or box_to_show(asked, correct=correct, chosen=chosen),
        journey=journey_of(visit.participant, question.pk, visit.now),
    )


def show(request: ParticipantRequest, page: QuestionPage) -> HttpResponse:
    """The whole page, or for htmx the part of it that changes."""
    template = "participants/_question.html" if is_htmx(request) else "participants/question.html"
    html = page.replies.within(render_to_string(template, {"page": page}, request))
    return HttpResponse(html, status=page.status, headers={"Vary": "HX-Request"})


def show_taken_down(request: ParticipantRequest, shown: Shown) -> HttpResponse:
    """Under a hidden question one's own posts stay readable, and nothing else is (rule 2)."""
    replies = replies_under(shown, request.visit)
    if not replies.rows:
        raise Http404
    template = "participants/question_taken_down.html"
    return HttpResponse(replies.within(render_to_string(template, {"replies": replies}, request)))
