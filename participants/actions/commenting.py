"""Comments by participants and staff, and staff's probes, under what they may read."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from participants import rules
from participants.actions.calling import settle_by_answering
from participants.actions.drafting import discard_draft
from participants.actions.posting import (
    SECOND_CLICK,
    Circumstances,
    NotOpen,
    add_version,
    note_first_post,
    take_turns,
    waits_for_staff,
)
from participants.actions.quoting import Quoted, references_of
from participants.enums import ReplyKind
from participants.kinds.content import AnswerContent
from participants.models import Participant, Reply
from sessions.models import StaffMember


@transaction.atomic
def post_comment(
    *,
    author: Participant | StaffMember,
    parent: Reply,
    text: str,
    now: datetime,
    private_to: Participant | None = None,
    quoted: Sequence[Quoted] = (),
) -> Reply:
    """The words stand under `parent`; under a private exchange they are private like it.

    `quoted` is what stands above them of posts that the author may read; `@` and the name of
    somebody who spoke there means that person.

    The same words sent twice within a minute are one comment. Raises NotOpen where the author
    may not write there now.
    """
    if isinstance(author, Participant):
        take_turns(author, to_post_at=now)
        if not rules.may_comment(author, parent, now):
            raise NotOpen(_("Nothing can be written here at present."))
        discard_draft(participant=author, question=parent.question, parent=parent)
    else:
        _check_staff(author, parent, now)
    return _sent_already(author, parent, text, now) or _post(
        ReplyKind.COMMENT, author, parent, text, now, private_to=private_to, quoted=quoted
    )


@transaction.atomic
def post_probe(
    *,
    staff: StaffMember,
    parent: Reply,
    text: str,
    now: datetime,
    private: bool = False,
    needs_reply: bool = True,
) -> Reply:
    """A question from staff to the author of `parent`; a private one is for that person alone.

    Raises NotOpen where staff may not write, and ValueError for a private one to no participant.
    """
    _check_staff(staff, parent, now)
    if private and parent.participant is None:
        raise ValueError("a private probe has a participant to go to")
    return _post(
        ReplyKind.PROBE,
        staff,
        parent,
        text,
        now,
        private_to=parent.participant if private else None,
        needs_reply=needs_reply,
    )


def _check_staff(staff: StaffMember, parent: Reply, now: datetime) -> None:
    """A pause silences participants, not those who run the board; the grace period ends for all."""
    if not staff.reads_everything or parent.board.grace_is_over(now):
        raise NotOpen(_("Nothing can be written here at present."))
    if not Reply.objects.for_staff(staff).filter(pk=parent.pk).exists():
        raise NotOpen(_("Nothing can be written here at present."))


def _sent_already(
    author: Participant | StaffMember, parent: Reply, text: str, now: datetime
) -> Reply | None:
    return (
        Reply.objects.filter(
            **_authored_by(author),
            kind=ReplyKind.COMMENT,
            **_hung_under(parent),
            posted_at__gt=now - SECOND_CLICK,
            current_version__text=text,
        )
        .order_by("-posted_at")
        .first()
    )


def _post(
    kind: ReplyKind,
    author: Participant | StaffMember,
    parent: Reply,
    text: str,
    now: datetime,
    *,
    private_to: Participant | None,
    needs_reply: bool = False,
    quoted: Sequence[Quoted] = (),
) -> Reply:
    references = references_of(author, parent.question, text, quoted, now)
    held = isinstance(author, Participant) and waits_for_staff(author)
    reply = Reply(
        thread_id=parent.thread_id,
        **_hung_under(parent),
        board=parent.board,
        question=parent.question,
        kind=kind,
        private_to_id=parent.private_to_id or (private_to.pk if private_to else None),
        needs_reply=needs_reply,
        posted_at=now,
        said_at=now,
        held_at=now if held else None,
        **_authored_by(author),
    )
    reply.save(force_insert=True)
    wording = parent.question.wording
    how = Circumstances(now, now, refers=bool(references))
    references.keep(add_version(reply, AnswerContent(text=text), wording, how))
    note_first_post(reply, wording, now)
    if reply.staff is not None:
        settle_by_answering(reply, now=now)
    return reply


def _hung_under(parent: Reply) -> dict[str, Reply | None]:
    """Where a reply to `parent` hangs: threads are answer, comment or probe, reply, no deeper.

    What would go deeper hangs beside what it was written to, and says so.
    """
    grandparent = parent.parent
    if grandparent is not None and grandparent.parent_id:
        return {"parent": grandparent, "in_reply_to": parent}
    return {"parent": parent, "in_reply_to": None}


def _authored_by(
    author: Participant | StaffMember,
) -> dict[str, Participant | StaffMember]:
    return {"participant" if isinstance(author, Participant) else "staff": author}
