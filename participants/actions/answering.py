"""Submitting an answer: the first time, again as a correction, or on somebody's behalf."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bulletin.statements import Statement
from participants import rules
from participants.actions.drafting import discard_draft
from participants.actions.grouping import regroup
from participants.actions.posting import (
    Circumstances,
    NotOpen,
    add_version,
    begun_thread,
    note_first_post,
    take_turns,
    waits_for_staff,
)
from participants.actions.routing import follow_answer
from participants.actions.skipping import forget_skip
from participants.actions.unlocking import note_finish, remember_what_is_open
from participants.days import entries_come
from participants.enums import Channel, ReplyKind
from participants.gate.openness import own_due_has_passed
from participants.kinds.content import AnswerContent, content_of
from participants.models import Participant, Reading, Reply
from sessions.models import Question, StaffMember


@transaction.atomic
def submit_answer(
    *,
    participant: Participant,
    question: Question,
    content: AnswerContent,
    now: datetime,
    entry: int = 1,
    channel: Channel = Channel.WEB,
    said_at: datetime | None = None,
    entered_by: StaffMember | None = None,
    source: str = "",
    served_others: bool | None = None,
) -> Reply:
    """The person has answered: others' replies open to them as the question's reveal says.

    A second call for the same entry is a correction: a new version of the same reply, or
    nothing where it says the same. `said_at` (UTC) is when it was said on another channel;
    it must have been in time then. `served_others` says whether others' replies to it had
    been served to its author before; None asks what was recorded.

    Raises NotOpen where the question takes no answer or correction from this person, and
    ValueError for an entry that the question does not have or something said in the future.
    """
    said = said_at or now
    if said > now:
        raise ValueError(f"said at {said}, which is not yet")
    take_turns(participant, question, to_post_at=now)
    if served_others is None:
        served_others = _had_been_served_others(participant, question, said)
    how = Circumstances(
        submitted_at=now,
        said_at=said,
        channel=channel,
        entered_by=entered_by,
        source=source,
        after_reading=served_others,
    )
    given = _given(participant, question, entry, said)
    if given is None or given.rejected_at or given.withdrawn_at:
        reply = _answer(participant, question, entry, content, how, taken_away=given)
    else:
        reply = _correct(participant, question, given, content, how)
    if entered_by is None:
        discard_draft(participant=participant, question=question, entry=entry)
    forget_skip(participant=participant, question=question)
    _draw_consequences(participant, question, said, now)
    return reply


def _draw_consequences(
    participant: Participant, question: Question, said: datetime, now: datetime
) -> None:
    """It leads where it leads, may be the last that its stage required, and opens what it opens."""
    moved = follow_answer(participant, question, now=now)
    note_finish(participant, question, said)
    if moved:
        regroup(participant, moved, now=now)
    remember_what_is_open(participant, now=now)


def _given(
    participant: Participant, question: Question, entry: int, said: datetime
) -> Reply | None:
    """The answer to this entry, if there is one. Raises as `submit_answer` where there is none, and
    the question does not have the entry, or its day had not come."""
    given = (
        Reply.objects.answers()
        .filter(participant=participant, question=question, entry=entry)
        .select_related("current_version", "participant", "board")
        .first()
    )
    if given is None and not 1 <= entry <= question.entries:
        raise ValueError(f"entry {entry} of {question.entries}")
    if given is None and entry > entries_come(participant, question, said):
        raise NotOpen(_("The day of this entry has not come yet."))
    return given


def _had_been_served_others(participant: Participant, question: Question, at: datetime) -> bool:
    return Reading.objects.filter(
        participant=participant, question=question, served_at__lte=at
    ).exists()


def _answer(
    participant: Participant,
    question: Question,
    entry: int,
    content: AnswerContent,
    how: Circumstances,
    *,
    taken_away: Reply | None,
) -> Reply:
    """A new answer, or the same one given anew after it was rejected or taken back."""
    spoken = how.said_at if how.entered_by else None
    if not rules.may_answer(participant, question, how.submitted_at, said_at=spoken):
        raise NotOpen(_("This question takes no answers at present."))
    reply = taken_away or begun_thread(ReplyKind.ANSWER, participant, question, how, entry=entry)
    reply.rejected_at = reply.rejected_by = reply.withdrawn_at = None
    reply.rejected_why = ""
    reply.late = bool(past_due(reader=participant.pk, question=question.pk, at=how.said_at))
    if how.entered_by is None and waits_for_staff(participant):
        reply.held_at = how.submitted_at
    reply.save()
    add_version(reply, content, question.wording, how)
    note_first_post(reply, question.wording, how.submitted_at)
    return reply


@Statement
def past_due(reader: uuid.UUID, question: uuid.UUID, at: datetime) -> QuerySet[Any, Any]:
    """The question, if this person's own due date was behind them."""
    passed = own_due_has_passed(Participant(pk=reader), at)
    return Question.objects.filter(passed, pk=question).values_list("pk")


def _correct(
    participant: Participant,
    question: Question,
    reply: Reply,
    content: AnswerContent,
    how: Circumstances,
) -> Reply:
    """A further version, unless it says the same of the same wording."""
    spoken = how.said_at if how.entered_by else None
    if not rules.may_correct(participant, reply, how.submitted_at, said_at=spoken):
        raise NotOpen(_("This answer can no longer be corrected."))
    current = reply.current_version
    assert current is not None
    unchanged = current.question_version_id == question.wording.pk
    if not (unchanged and content_of(current).says_the_same_as(content)):
        add_version(reply, content, question.wording, how)
        note_first_post(reply, question.wording, how.submitted_at)
    return reply
