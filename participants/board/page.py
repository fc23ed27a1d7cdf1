"""A question page, put together: wording, box, replies, and the way on."""

import uuid
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string

from bulletin.media.looks import Look, Place, looks_at
from participants import rules
from participants.authors import Author
from participants.board.asked import Asked, asked_among
from participants.board.boxes import AnswerBox, box_to_show
from participants.board.diary import DayOfDiary, day_ahead, other_days
from participants.board.forms import SkipForm
from participants.board.journey import Journey, journey_of
from participants.board.next import Next, Reading, next_of
from participants.board.orders import Order
from participants.board.replies import Replies, replies_under
from participants.board.shown import Shown
from participants.entry.overview.board import asked_of
from participants.entry.overview.questions import to_read_of
from participants.models import Skip
from participants.readership import Readership, who_will_see
from participants.web import ParticipantRequest, Visit, is_htmx
from sessions.models import Question


@dataclass
class QuestionPage:
    """All that the page says. `received` is the entry of an answer that was just sent; else 0."""

    visit: Visit
    question: Question
    replies: Replies
    asked: Asked
    author: Author
    box: AnswerBox | None
    journey: Journey
    is_paused: bool
    order: Order = Order.OLDEST
    received: int = 0

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
    def is_done_with(self) -> bool:
        """Whether one may go on from here: it is answered, skipped, or need not be answered."""
        takes_answer = self.asked.kind.takes_answer
        return not takes_answer or self.has_answered or not self.question.required

    @cached_property
    def next(self) -> Next | None:
        """Where the way on leads: the same as on the board page, but not back to this question.
        A query or two, once nothing is left to answer."""
        return next_of(
            self.journey.steps,
            probes=self._probes,
            reading=self._reading,
            here=self.question.pk,
        )

    def _probes(self) -> list[uuid.UUID]:
        visit = self.visit
        may_reply = not self.is_paused and not visit.board.grace_is_over(visit.now)
        return [probe.pk for probe in asked_of(visit)] if may_reply else []

    def _reading(self) -> Reading:
        visit = self.visit
        to_read = to_read_of(visit.participant, visit.now, since=visit.since)
        return Reading(
            order=self.journey.onwards,
            readable={question for question, one in to_read.items() if one.readable},
            new={question for question, one in to_read.items() if one.new},
        )

    @cached_property
    def skipped(self) -> Skip | None:
        """That this person has passed the question over; one query, where they could have."""
        if self.question.required or self.has_answered:
            return None
        return self.visit.participant.skips.filter(question=self.question).first()

    @property
    def takes_skip(self) -> bool:
        """Whether it can be passed over now, or that be taken back."""
        is_open = self.box is not None and not self.box.shut
        return is_open and not self.question.required and not self.has_answered

    @property
    def skip_form(self) -> SkipForm:
        return SkipForm()

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
    order: Order = Order.OLDEST,
) -> QuestionPage:
    """The page as it stands now; `box` takes the place of the one it would open with."""
    question = shown.question
    replies = replies_under(shown, visit, order)
    asked = asked_among(replies.rows, question, visit.participant, visit.now)
    return QuestionPage(
        visit=visit,
        question=question,
        replies=replies,
        asked=asked,
        author=shown.author,
        box=box or box_to_show(asked, correct=correct, chosen=chosen),
        journey=journey_of(visit.participant, question.pk, visit.now),
        is_paused=shown.is_paused,
        order=order,
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
