"""What is owed is asked of the database, by state and never by a window (DESIGN.md, rule 7)."""

from datetime import datetime

from bulletin.outbox.guarding import only_this
from bulletin.outbox.kinds import NewNotice, NoticeKind, kinds
from bulletin.outbox.models import Notice


def plan(*, now: datetime) -> int:
    """Every notice that is due by now is planned, each once; how many are new."""
    return sum(_plan_one_kind(kind, now) for kind in kinds() if _plans(kind))


def _plans(kind: NoticeKind) -> bool:
    """Other kinds are owed by the action that was asked for them."""
    return type(kind).plan is not NoticeKind.plan


def _plan_one_kind(kind: NoticeKind, now: datetime) -> int:
    """The unique key settles who was first, should two sweeps plan the same notice."""
    planned: list[Notice] = []
    with only_this(kind, "Planning"):
        planned = [_notice(kind, new, now) for new in kind.plan(now)]
        Notice.objects.bulk_create(planned, ignore_conflicts=True)
    return len(planned)


def _notice(kind: NoticeKind, new: NewNotice, now: datetime) -> Notice:
    return Notice(
        kind=kind.name,
        board=new.board,
        recipient=new.recipient,
        subject=new.subject,
        nth=new.nth,
        planned_at=now,
        due_at=new.due_at,
        expires_at=new.expires_at,
    )
