"""Passages are collected, put under statements, and let go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bulletin.accounts.models import User
from bulletin.audit.models import Entry
from bulletin.text.ranges import Range
from moderation.models import Passage, Statement
from participants.models import ReplyVersion
from sessions.actions.errors import Refused


@transaction.atomic
def collect_passage(
    *, version: ReplyVersion, place: Range | None, by: User, now: datetime
) -> tuple[Passage, bool]:
    """The version is collected, or this range of what was submitted with it; and whether it was
    not before. A second call changes nothing."""
    start, end = place or (None, None)
    passage, is_new = Passage.objects.get_or_create(
        version=version, start=start, end=end, defaults={"made_at": now, "made_by": by}
    )
    if is_new:
        _record("passage_collected", passage, by, now)
    return passage, is_new


@transaction.atomic
def let_go(*, passage: Passage, by: User, now: datetime) -> bool:
    """It is collected no more, and is no statement's evidence. False where it was not any more."""
    if not _hold(passage):
        return False
    Passage.objects.filter(pk=passage.pk).delete()
    _record("passage_let_go", passage, by, now)
    return True


@transaction.atomic
def put_under(*, passage: Passage, statement: Statement, out_of: Statement | None = None) -> bool:
    """The passage is evidence of the statement, and no longer of `out_of`. False where it was
    so already.

    Raises Refused where the passage was let go meanwhile, or the statement removed.
    """
    if not _hold(passage):
        raise Refused(_("This was let go meanwhile: it is collected no more."))
    if not Statement.objects.standing().select_for_update().filter(pk=statement.pk).exists():
        raise Refused(_("This statement was removed meanwhile. It can be put back."))
    there = statement.passages.filter(pk=passage.pk).exists()
    left = out_of is not None and out_of != statement and take_out(passage=passage, of=out_of)
    statement.passages.add(passage)
    return left or not there


@transaction.atomic
def take_out(*, passage: Passage, of: Statement) -> bool:
    """It stays collected. False where it was not the statement's evidence."""
    under = Statement.passages.through.objects.filter(statement=of, passage=passage)
    return bool(under.delete()[0])


def _hold(passage: Passage) -> bool:
    """Until the transaction ends, so that nobody lets it go meanwhile. False where somebody did."""
    return Passage.objects.select_for_update().filter(pk=passage.pk).exists()


def _record(action: str, passage: Passage, by: User, now: datetime) -> None:
    reply = passage.version.reply
    Entry.objects.record(action, now=now, actor=by.pk, board=reply.board_id, subject=reply)
