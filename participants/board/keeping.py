"""Keeping what was typed, whatever becomes of it: a draft the page knows of, or a newer one."""

import uuid
from datetime import datetime

from django.db.models import Q
from django.http import Http404, QueryDict

from participants.actions.drafting import Box, NewerDraft, save_draft
from participants.board.asked import Asked, asked_of
from participants.board.boxes import AnswerBox, posted_box, versions_with_values
from participants.board.forms import CommentForm
from participants.board.receiving import received
from participants.board.shown import shown_to
from participants.board.typed import entry_in, fields_in, moment_in
from participants.entry.standing import Standing
from participants.enums import ReplyKind
from participants.gate.openness import opened_stages, routed_to
from participants.kinds.content import Fields, content_of
from participants.models import Draft, Reply, ReplyVersion
from participants.web import ParticipantRequest, Visit
from sessions.models import Question


def keep(asked: Asked, box: AnswerBox, fields: Fields) -> None:
    """The fields become the draft of the box, and the box knows of it; or it learns of a newer."""
    try:
        box.draft = save_draft(
            participant=asked.participant,
            question=asked.question,
            fields=fields,
            now=asked.now,
            entry=box.entry,
            seen=box.seen,
        )
    except NewerDraft:
        box.newer = unseen_draft(asked.box(box.entry), fields, box.seen)
    box.kept = holds(box.draft, fields)
    box.seen = asked.box(box.entry).touched_at()


def holds(draft: Draft | None, fields: Fields) -> bool:
    """Whether nothing of these fields would be lost with the page."""
    if draft is None:
        return not any(string.strip() for strings in fields.values() for string in strings)
    return bool(draft.fields == fields)


def keep_comment(box: Box, fields: Fields, *, seen: datetime | None, now: datetime) -> Draft | None:
    """A comment that was not posted becomes the draft of its box; what another window or device
    has kept there meanwhile stays, and is returned."""
    try:
        save_draft(
            participant=box.participant,
            question=box.question,
            fields=fields,
            now=now,
            parent=box.parent,
            seen=seen,
        )
    except NewerDraft:
        return unseen_draft(box, fields, seen)
    return None


def unseen_draft(box: Box, fields: Fields, seen: datetime | None) -> Draft | None:
    """A draft with other words that another tab or device has kept since the page was made."""
    draft = box.draft()
    if draft is None or draft.fields == fields or (seen is not None and draft.saved_at <= seen):
        return None
    return draft


def answered_since(asked: Asked, box: AnswerBox) -> bool:
    """Whether something else was sent here, from another window or by staff, since the page was
    made that sends this box, whose form is valid."""
    if box.entry not in asked.own:
        return False
    sent_at = asked.box(box.entry).submitted_at()
    if sent_at is None or (box.seen is not None and sent_at <= box.seen):
        return False
    (standing,) = versions_with_values([asked.own[box.entry].version])
    return not box.form.content().says_the_same_as(content_of(standing))


def is_said(box: Box, posted: QueryDict, now: datetime) -> bool:
    """Whether this person has said all of it here already: a page that was left as it sent them
    never heard that its words had arrived."""
    mine = Reply.objects.visible_to(box.participant, now=now).filter(
        participant=box.participant, withdrawn_at=None, rejected_at=None
    )
    if box.parent is not None:
        form = CommentForm(box.parent, posted)
        hung = Q(parent=box.parent) | Q(in_reply_to=box.parent)
        said = mine.filter(hung, kind=ReplyKind.COMMENT)
        return (
            form.is_valid()
            and said.filter(current_version__text=form.cleaned_data["text"]).exists()
        )
    asked = asked_of(box.question, box.participant, now)
    sent = posted_box(asked, posted, fields_in(posted, box.question))
    if sent.entry != box.entry or not sent.form.is_bound or not sent.form.is_valid():
        return False
    answers = mine.answers().filter(question=box.question, entry=box.entry)
    versions = ReplyVersion.objects.filter(reply__in=answers).values_list("pk", flat=True)
    content = sent.form.content()
    return any(content.says_the_same_as(content_of(one)) for one in versions_with_values(versions))


def question_to_keep_for(visit: Visit, question_id: uuid.UUID) -> Question:
    """The question a draft may be kept for. Raises Http404 where there is none for this person.

    Who is asked anew for consent keeps what they were typing (rule 12), though the page shows
    them nothing until they have said yes.
    """
    if visit.standing is Standing.TAKING_PART:
        return shown_to(visit, question_id).question
    agreed_before = visit.participant.consents.filter(given_at__isnull=False)
    if visit.standing is not Standing.UNASKED or not agreed_before.exists():
        raise Http404
    question = (
        Question.objects.with_wording()
        .filter(
            routed_to(visit.participant),
            stage__in=opened_stages(visit.participant, visit.now).values("pk"),
            pk=question_id,
            hidden_at=None,
        )
        .first()
    )
    if question is None:
        raise Http404
    return question


def keep_until_consent(request: ParticipantRequest, question_id: uuid.UUID) -> None:
    """Nothing typed is lost because the information changed while it was being written."""
    visit = request.visit
    try:
        question = question_to_keep_for(visit, question_id)
    except Http404:
        return
    posted = received(request, visit.participant, question, now=visit.now).posted
    box = Box(visit.participant, question, entry_in(posted.get("entry")) or 1)
    seen = moment_in(posted.get("seen", "")) or box.touched_at()
    try:
        save_draft(
            participant=visit.participant,
            question=question,
            fields=fields_in(posted, question),
            now=visit.now,
            entry=box.entry,
            seen=seen,
        )
    except NewerDraft:
        return
