"""What was said: answers, comments, probes, their versions and values, and their state."""

import uuid
from datetime import datetime
from typing import Any

from bulletin.text.plain import to_html
from participants.actions.redacting import rewrite
from participants.enums import CallKind, Channel, ReplyKind
from participants.lexemes import lexemes_of
from participants.models import AnswerValue, Call, Participant, Redaction, Reply, ReplyVersion
from sessions.enums import ItemKind
from sessions.models import Question, StaffMember

from .boards import facilitator
from .moments import NOW


def answer(
    participant: Participant,
    question: Question,
    text: str = "An answer.",
    *,
    entry: int = 1,
    said_at: datetime = NOW,
    channel: Channel = Channel.WEB,
    entered_by: StaffMember | None = None,
    source: str = "",
    submitted_at: datetime | None = None,
    **fields: Any,
) -> Reply:
    """An answer with its first version; `value()` adds what was chosen."""
    reply = _reply(question, ReplyKind.ANSWER, participant, said_at=said_at, entry=entry, **fields)
    version(
        reply,
        text,
        said_at=said_at,
        channel=channel,
        entered_by=entered_by,
        source=source,
        submitted_at=submitted_at,
    )
    return reply


def comment(
    author: Participant | StaffMember,
    parent: Reply,
    text: str = "A comment.",
    *,
    private_to: Participant | None = None,
    said_at: datetime = NOW,
    **fields: Any,
) -> Reply:
    """A comment by a participant or staff on a reply, in its thread.

    Below what can hold no more below it, it hangs beside and names it: `in_reply_to`.
    """
    reply = _reply(
        parent.question,
        ReplyKind.COMMENT,
        author,
        said_at=said_at,
        parent=parent,
        private_to=private_to,
        **fields,
    )
    version(reply, text, said_at=said_at)
    return reply


def probe(
    staff: StaffMember,
    parent: Reply,
    text: str = "Can you say more?",
    *,
    private_to: Participant | None = None,
    needs_reply: bool = False,
    said_at: datetime = NOW,
    **fields: Any,
) -> Reply:
    """A staff member's question back, for everyone who may read it or for one person."""
    reply = _reply(
        parent.question,
        ReplyKind.PROBE,
        staff,
        said_at=said_at,
        parent=parent,
        private_to=private_to,
        needs_reply=needs_reply,
        **fields,
    )
    version(reply, text, said_at=said_at)
    return reply


def call_for_help(
    participant: Participant,
    question: Question,
    text: str = "I cannot open the picture.",
    *,
    said_at: datetime = NOW,
    **fields: Any,
) -> Reply:
    """A private comment directly under its question."""
    reply = _reply(
        question,
        ReplyKind.COMMENT,
        participant,
        said_at=said_at,
        private_to=participant,
        **fields,
    )
    version(reply, text, said_at=said_at)
    return reply


def _reply(
    question: Question,
    kind: ReplyKind,
    author: Participant | StaffMember,
    *,
    said_at: datetime,
    parent: Reply | None = None,
    **fields: Any,
) -> Reply:
    made = uuid.uuid4()
    fields.setdefault("posted_at", said_at)
    if parent and parent.parent and parent.parent.parent:
        fields["in_reply_to"], parent = parent, parent.parent
    return Reply.objects.create(
        id=made,
        board=question.stage.board,
        question=question,
        kind=kind,
        participant=author if isinstance(author, Participant) else None,
        staff=author if isinstance(author, StaffMember) else None,
        thread_id=parent.thread_id if parent else made,
        parent=parent,
        said_at=said_at,
        **fields,
    )


def version(
    reply: Reply,
    text: str,
    *,
    said_at: datetime = NOW,
    channel: Channel = Channel.WEB,
    entered_by: StaffMember | None = None,
    source: str = "",
    submitted_at: datetime | None = None,
    after_reading: bool = False,
) -> ReplyVersion:
    """The reply's next version, made its current one; a further one is a correction."""
    made = ReplyVersion.objects.create(
        reply=reply,
        number=reply.versions.count() + 1,
        question_version=reply.question.wording,
        text=text,
        html=to_html(text),
        lexemes=lexemes_of(text, reply.board),
        channel=channel,
        source=source,
        submitted_at=submitted_at or said_at,
        said_at=said_at,
        entered_by=entered_by,
        after_reading=after_reading,
    )
    reply.current_version = made
    reply.save(update_fields=["current_version"])
    return made


def value(
    reply: Reply,
    item_key: str = "",
    *,
    number: int | None = None,
    text: str = "",
    column: str = "",
) -> AnswerValue:
    """One structured value of the reply's current version; `item_key` names the chosen item, or
    the row of a grid, and `column` what was chosen in it."""
    current = reply.current_version
    assert current is not None
    items = current.question_version.items
    chosen = items.get(key=column, kind=ItemKind.COLUMN) if column else None
    item = items.exclude(kind=ItemKind.COLUMN).get(key=item_key) if item_key else None
    return AnswerValue.objects.create(
        version=current, item=item, column=chosen, number=number, text=text
    )


def hold(reply: Reply, *, now: datetime = NOW) -> Reply:
    """The reply waits for staff."""
    reply.held_at = now
    reply.save(update_fields=["held_at"])
    return reply


def reject(reply: Reply, *, now: datetime = NOW) -> Reply:
    """The reply is rejected, with a reason."""
    reply.rejected_at, reply.rejected_by = now, facilitator(reply.board).user
    reply.rejected_why = "Not about the question."
    reply.save(update_fields=["rejected_at", "rejected_by", "rejected_why"])
    return reply


def conceal(reply: Reply, *, now: datetime = NOW) -> Reply:
    """The reply is concealed."""
    reply.concealed_at, reply.concealed_by = now, facilitator(reply.board).user
    reply.save(update_fields=["concealed_at", "concealed_by"])
    return reply


def redact(
    reply: Reply,
    words: str,
    replacement: str = "[a colleague]",
    *,
    value: AnswerValue | None = None,
    now: datetime = NOW,
) -> Redaction:
    """These words of the current version, or of this value, are redacted where they first stand."""
    current = reply.current_version
    assert current is not None
    start = (value or current).text.index(words)
    made = Redaction.objects.create(
        version=current,
        value=value,
        start=start,
        end=start + len(words),
        replacement=replacement,
        made_at=now,
        made_by=facilitator(reply.board).user,
    )
    rewrite(reply)
    return made


def call(
    participant: Participant, reply: Reply, *, why: str = "Please look.", made_at: datetime = NOW
) -> Call:
    """The person calls staff to this reply: their own call for help, or a report of a peer's."""
    own = reply.participant == participant
    kind = CallKind.HELP if own else CallKind.REPORT
    return Call.objects.create(
        participant=participant, reply=reply, kind=kind, why=why, made_at=made_at
    )
