"""The back room: notes that staff write to each other, and wishes for a probe."""

from datetime import datetime

from django.db import transaction

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from moderation.models import Note

# The same words beside the same post, this soon after: a second click.
from participants.actions.posting import SECOND_CLICK
from participants.models import Reply
from sessions.models import Question, StaffMember


@transaction.atomic
def write_note(
    *,
    author: StaffMember,
    question: Question,
    reply: Reply | None,
    text: str,
    for_observers: bool,
    wants_probe: bool,
    now: datetime,
) -> Note:
    """The note stands beside the reply, or beside the question; an observer's is for observers.

    The same words sent twice within a minute are one note.
    """
    given = {
        "author": author,
        "question": question,
        "reply": reply,
        "text": text,
        "wants_probe": wants_probe and reply is not None,
    }
    twin = Note.objects.filter(**given, made_at__gt=now - SECOND_CLICK).first()
    return twin or Note.objects.create(
        **given,
        board_id=author.board_id,
        for_observers=for_observers or author.is_observer,
        made_at=now,
    )


@transaction.atomic
def change_note(*, note: Note, text: str, for_observers: bool) -> bool:
    """The note reads so from now on; False where it is a wish that was settled meanwhile."""
    return bool(
        Note.objects.filter(pk=note.pk, settled_at=None).update(
            text=text, for_observers=for_observers or note.author.is_observer
        )
    )


@transaction.atomic
def remove_note(*, note: Note, by: User, now: datetime) -> None:
    """Nothing is left of it but that its author removed one."""
    Entry.objects.record(
        "note_removed", now=now, actor=by.pk, board=note.board_id, subject=note.question
    )
    note.delete()


@transaction.atomic
def decline_wish(*, note: Note, why: str, by: User, now: datetime) -> bool:
    """Nobody will ask it, and whoever wished it reads why; False where it was settled before."""
    declined = Note.objects.open_wishes().filter(pk=note.pk)
    if not declined.update(settled_at=now, settled_by=by, settled_why=why):
        return False
    Entry.objects.record(
        "wish_declined", now=now, actor=by.pk, board=note.board_id, subject=note.question
    )
    return True
