"""Calling for staff from where one stands: under which question, and whom else to turn to."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from participants import rules
from participants.board.beside import beside_reply
from participants.board.faces import Face, face_of, tint_of
from participants.board.forms import HelpForm, ReportForm
from participants.board.journey import steps_of
from participants.entry.overview.questions import in_one_line
from participants.entry.standing import Standing
from participants.models import Call, Reply
from participants.web import Visit
from sessions.enums import Audience, ContactPurpose
from sessions.models import Board, Contact, Question

# Whom the board names for what cannot wait, the nearest first.
_WHO_HELPS = (ContactPurpose.SUPPORT, ContactPurpose.QUESTIONS)


@dataclass(frozen=True, slots=True)
class HelpPage:
    """Without a form the board takes no words from this person now, and they are told whom to
    turn to instead."""

    question: Question | None
    form: HelpForm | None
    contacts: Sequence[Contact]

    @property
    def prompt(self) -> str:
        """The question under which the words would stand, in one plain line."""
        return in_one_line(self.question.wording.prompt_html) if self.question else ""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """`made` is the report there is already; without a form none can be made now."""

    post: Reply
    face: Face
    form: ReportForm | None
    made: Call | None
    contacts: Sequence[Contact]

    @property
    def beside(self) -> SafeString:
        return beside_reply(self.post)


def help_page(visit: Visit, question: Question | None, form: HelpForm | None = None) -> HelpPage:
    if form is None and question is not None:
        form = HelpForm()
    return HelpPage(question, form, contacts_of(visit.board))


def report_page(visit: Visit, post: Reply, form: ReportForm | None = None) -> ReportPage:
    """The post's author must be loaded, with their board."""
    assert post.participant is not None
    made = visit.participant.calls.filter(reply=post).first()
    if form is None and made is None and rules.may_report(visit.participant, post, visit.now):
        form = ReportForm()
    author = post.participant
    face = face_of(author.name_for(Audience.PEERS), tint_of(author.pk))
    return ReportPage(post, face, form, made, contacts_of(visit.board))


def question_to_call_from(visit: Visit, named: uuid.UUID | None) -> Question | None:
    """Where a call for help from this place stands; None where nothing can be written now.

    Under the named question; where that is none of theirs, or from no question, under the one
    they would be led to next, else the last that is shown to them. Words that take their time
    thus find a place even if their question has gone meanwhile.
    """
    if visit.standing is not Standing.TAKING_PART or visit.preview:
        return None
    if not rules.may_write(visit.board, visit.now):
        return None
    steps = [step for step in steps_of(visit.participant, visit.now) if step.takes_answer]
    if not steps:
        return None
    here = next((step for step in steps if step.id == named), None)
    chosen = here or next((step for step in steps if step.left), steps[-1])
    return Question.objects.select_related("current_version", "stage").get(pk=chosen.id)


def contacts_of(board: Board) -> list[Contact]:
    """Whom to turn to for help, else everybody whom the board names. One query."""
    named = list(board.contacts.all())
    helping = [one for purpose in _WHO_HELPS for one in named if one.purpose == purpose]
    return helping or named
