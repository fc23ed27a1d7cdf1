"""What answers, comments and probes have in common when they reach the board."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max

from bulletin.text import plain
from participants.enums import Channel, ReplyKind
from participants.kinds.content import AnswerContent
from participants.lexemes import lexemes_of
from participants.models import AnswerValue, Participant, Reply, ReplyVersion
from sessions.models import Board, Question, QuestionVersion, StaffMember

# The same words at the same place, this soon after: a second click, not a second thought.
SECOND_CLICK = timedelta(seconds=60)


class NotOpen(Exception):
    """Nothing may be written here now by this person; the message says why."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How something was said: when it reached us, when it was said, where, through whom; and
    whether it quotes or mentions somebody."""

    submitted_at: datetime
    said_at: datetime
    channel: Channel = Channel.WEB
    entered_by: StaffMember | None = None
    source: str = ""
    after_reading: bool = False
    refers: bool = False


def take_turns(
    participant: Participant,
    question: Question | None = None,
    *,
    to_post_at: datetime | None = None,
) -> None:
    """Wait for whoever writes at this instant: the same person elsewhere, then the question.

    What two people submit at one instant is thereby ordered, and each sees the other's at
    their next look; two tabs of one person become one answer and a correction. Always in
    this order, so that nobody waits in a circle. Staff who write the guide or correct an address
    hold the board before its questions and people: so the first post of all is noted on the
    board before anything else is held. From then on settings can only be tightened; a tester's
    posts freeze nothing.
    """
    if to_post_at and not participant.tester:
        Board.objects.filter(pk=participant.board_id, first_posted_at=None).update(
            first_posted_at=to_post_at
        )
    _hold(participant)
    if question is not None:
        _hold(question)


def _hold(row: Participant | Question) -> None:
    """Unsorted, since sorting would join the stage and hold it too."""
    same = type(row)._default_manager.select_for_update(no_key=True).filter(pk=row.pk)
    bool(same.order_by().values_list("pk"))


def waits_for_staff(participant: Participant) -> bool:
    """Whether the board holds this person's posts: until one of them has been let through.

    What is between them and staff lets nothing else through: others never read it.
    """
    return (
        participant.board.hold_first_posts
        and not Reply.objects.filter(
            participant=participant, private_to=None, held_at=None, rejected_at=None
        ).exists()
    )


def begun_thread(
    kind: ReplyKind,
    participant: Participant,
    question: Question,
    how: Circumstances,
    **more: Any,
) -> Reply:
    """A reply not yet saved: what begins a thread names itself as its thread."""
    begun = Reply(
        board=participant.board,
        question=question,
        kind=kind,
        participant=participant,
        posted_at=how.submitted_at,
        said_at=how.said_at,
        **more,
    )
    begun.thread_id = begun.pk
    return begun


def add_version(
    reply: Reply, content: AnswerContent, wording: QuestionVersion, how: Circumstances
) -> ReplyVersion:
    """Give the reply its next version, with its values; earlier ones stay as they are.

    What was said last stands, however late it was entered: Friday's mail does not take the
    place of what the person wrote on Tuesday (rule 16).
    """
    last = reply.versions.aggregate(last=Max("number"))["last"] or 0
    version = ReplyVersion.objects.create(
        reply=reply,
        number=last + 1,
        question_version=wording,
        text=content.text,
        html=plain.to_html(content.text),
        lexemes=lexemes_of(content.all_words, reply.board),
        channel=how.channel,
        source=how.source,
        submitted_at=how.submitted_at,
        said_at=how.said_at,
        entered_by=how.entered_by,
        after_reading=how.after_reading,
        refers=how.refers,
    )
    AnswerValue.objects.bulk_create(
        AnswerValue(
            version=version,
            item=one.item,
            column=one.column,
            number=one.number,
            text=one.text,
            place=one.place,
            file_id=one.file,
            across=one.across,
            down=one.down,
        )
        for one in content.values
    )
    standing = reply.current_version
    if standing is None or standing.said_at <= how.said_at:
        reply.current_version = version
        reply.save(update_fields=["current_version"])
    return version


def note_first_post(reply: Reply, wording: QuestionVersion, now: datetime) -> None:
    """Write down on the question, where lower parts ask, that participants have begun to post.

    The board knows of it since its author's turn came.
    """
    if reply.participant is None or reply.participant.tester:
        return
    Question.objects.filter(pk=reply.question_id, first_posted_at=None).update(first_posted_at=now)
    QuestionVersion.objects.filter(pk=wording.pk, first_answered_at=None).update(
        first_answered_at=now
    )
