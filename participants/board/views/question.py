"""A question: read it, answer it, and read the others in the very same response."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from participants.actions.answering import submit_answer
from participants.actions.posting import NotOpen
from participants.actions.uploading import remove_unused
from participants.board.asked import Asked, asked_of
from participants.board.boxes import AnswerBox, entry_posted, posted_box, why_shut
from participants.board.keeping import answered_since, keep, keep_until_consent, unseen_draft
from participants.board.orders import order_in
from participants.board.page import QuestionPage, question_page, show, show_taken_down
from participants.board.receiving import received
from participants.board.shown import Shown, shown_after, shown_to
from participants.board.typed import entry_in, fields_in
from participants.entry.browser import note_shown
from participants.entry.standing import Standing
from participants.kinds import KINDS
from participants.web import ParticipantRequest, hindrance, participant_page
from sessions.enums import Kind


@participant_page(consented=False)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: ParticipantRequest, question_id: uuid.UUID) -> HttpResponse:
    visit = request.visit
    if visit.standing is not Standing.TAKING_PART:
        if request.method == "POST":
            keep_until_consent(request, question_id)
        led_elsewhere = hindrance(request, consented=True, shut=False)
        assert led_elsewhere is not None
        return led_elsewhere
    shown = shown_to(visit, question_id)
    if shown.question.hidden_at is not None:
        return show_taken_down(request, shown)
    if request.method == "POST" and KINDS[Kind(shown.question.kind)].takes_answer:
        page = sent(request, shown)
    else:
        correct, chosen = (entry_in(request.GET.get(name)) for name in ("correct", "entry"))
        order = order_in(request.GET.get("order"))
        page = question_page(visit, shown, correct=correct, chosen=chosen, order=order)
    remember_what_is_shown(request, page)
    return show(request, page)


def remember_what_is_shown(request: ParticipantRequest, page: QuestionPage) -> None:
    """What others wrote here is no news any more, as far as it stands on the page. Only what is
    newer than what stood there before is written down."""
    visit, last = request.visit, page.replies.last_of_others(request.visit.participant)
    if visit.device and last and not visit.looked.has_shown(page.question.pk, last):
        note_shown(request, visit.device, page.question.pk, last=last)


def sent(request: ParticipantRequest, shown: Shown) -> QuestionPage:
    """The page after what was sent: taken, kept as a draft, or refused with what was typed."""
    visit, question = request.visit, shown.question
    asked = asked_of(question, visit.participant, visit.now)
    shut = why_shut(asked, entry_posted(request.POST, asked)) if request.FILES else ""
    came = received(request, visit.participant, question, now=visit.now, shut=shut)
    fields = fields_in(came.posted, question)
    box = posted_box(asked, came.posted, fields)
    box.shut = box.shut or shut
    box.form.refused = came.refused
    wants_draft = came.was_pressed or "keep" in came.posted
    if not wants_draft and taken(asked, box, fields):
        page = question_page(visit, shown_after(visit, shown))
        page.received = box.entry
        return page
    keep(asked, box, fields)
    box.shut = box.shut or why_shut(asked, box.entry)
    if wants_draft:
        box.form = asked.kind.form(question.wording, visit.participant, initial=fields)
        box.form.refused, box.form.was_pressed = came.refused, came.was_pressed
    return question_page(visit, shown, box=box)


def taken(asked: Asked, box: AnswerBox, fields: dict[str, list[str]]) -> bool:
    """Whether the answer was submitted; where not, the box says why.

    What a page sends that knew of no answer replaces none: the person is asked first.
    """
    box.newer = unseen_draft(asked.box(box.entry), fields, box.seen)
    if box.shut or box.newer or box.reworded or not box.form.is_valid():
        return False
    if answered_since(asked, box):
        box.overtaken, box.seen = True, asked.box(box.entry).touched_at()
        return False
    try:
        submit_answer(
            participant=asked.participant,
            question=asked.question,
            content=box.form.content(),
            now=asked.now,
            entry=box.entry,
        )
    except NotOpen as why:
        box.shut = why_shut(asked, box.entry) or str(why)
        return False
    if asked.kind.takes_files:
        remove_unused(participant=asked.participant, question=asked.question, now=asked.now)
    return True
