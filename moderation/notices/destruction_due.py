"""A board's day for destroying something nears, has come, or is past: its facilitators are told."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bulletin.accounts.models import User
from bulletin.outbox.enums import Reason
from bulletin.outbox.kinds import NewNotice, NoticeKind
from bulletin.outbox.letters import written
from bulletin.outbox.models import Notice
from bulletin.outbox.users import UserLetter, gone
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from bulletin.web.addresses import absolute
from moderation.notices.names import DESTRUCTION_DUE
from sessions.models import Board, StaffMember

TOLD_BEFORE = timedelta(days=14)
TOLD_AGAIN_AFTER = timedelta(days=7)
# Far enough ahead for every zone in which today may be tomorrow.
_A_DAY = timedelta(days=1)
_ALL = list(Destroyable)


@dataclass(frozen=True)
class Due:
    """Something of a board that still waits, the day of it, and the last day to tell of it."""

    board: Board
    what: Destroyable
    day: date
    told_on: date

    @property
    def nth(self) -> int:
        """What makes it one notice: which of the three, and the day it speaks on."""
        return self.told_on.toordinal() * len(_ALL) + _ALL.index(self.what)

    @property
    def due_at(self) -> datetime:
        """As that day begins on the board's calendar; the night is waited for."""
        return datetime.combine(self.told_on, time(), tzinfo=self.board.zone).astimezone(UTC)


class DestructionLetter(UserLetter):
    """What nears or is due on one board, all in one letter."""

    def write(
        self, user: User, notices: Sequence[Notice], *, now: datetime
    ) -> tuple[str, str, str]:
        board = Board.objects.get(pk=notices[0].subject)
        told = {notice.nth for notice in notices}
        lines = [due for due in dues(now, boards=[board.pk]) if due.nth in told]
        form = pgettext("format of a date", "j F Y")
        context = {
            "board": board,
            "lines": [
                {
                    "what": str(due.what.label),
                    "day": format_date(due.day, form),
                    "is_due": due.day <= _today(board, now),
                }
                for due in lines
            ],
            "page": absolute(reverse("desk_destruction_days", args=[board.slug])),
        }
        subject = _("To be destroyed: %(board)s") % {"board": board.title}
        return subject, *written("destruction_due", context)


class DestructionDue(NoticeKind):
    """Two weeks before, on the day, and every week after it until it is done. A day that is
    moved is told of anew."""

    name = DESTRUCTION_DUE
    correspondence = DestructionLetter()

    def plan(self, now: datetime) -> Iterable[NewNotice]:
        waiting = list(dues(now))
        planned = set(
            Notice.objects.filter(
                kind=self.name, subject__in={due.board.pk for due in waiting}
            ).values_list("recipient", "subject", "nth")
        )
        for due in waiting:
            for member in due.board.staff.all():
                if (member.user_id, due.board.pk, due.nth) not in planned:
                    yield NewNotice(
                        recipient=member.user_id,
                        subject=due.board.pk,
                        board=due.board.pk,
                        nth=due.nth,
                        due_at=due.due_at,
                    )

    def unwanted(self, notices: Sequence[Notice], *, now: datetime) -> Mapping[uuid.UUID, Reason]:
        reasons = dict(gone(notices))
        boards = {notice.subject for notice in notices}
        waiting = {(due.board.pk, due.nth) for due in dues(now, boards=boards)}
        facilitators = set(
            StaffMember.objects.facilitators().filter(board__in=boards).values_list("board", "user")
        )
        for notice in notices:
            if (notice.board, notice.recipient) not in facilitators:
                reasons.setdefault(notice.pk, Reason.NO_LONGER_STAFF)
            elif (notice.subject, notice.nth) not in waiting:
                reasons.setdefault(notice.pk, Reason.SETTLED)
        return reasons


def dues(now: datetime, *, boards: Iterable[uuid.UUID] | None = None) -> Iterator[Due]:
    """All that is to be told of by now, on these boards or on all, with their facilitators."""
    horizon = now.date() + TOLD_BEFORE + _A_DAY
    near = Q()
    for what in _ALL:
        near |= Q(**{f"destroy_{what.value}_on__lte": horizon})
    found = Board.objects.filter(near, launched_at__lte=now)
    if boards is not None:
        found = found.filter(pk__in=boards)
    here = list(found.prefetch_related(Prefetch("staff", StaffMember.objects.facilitators())))
    done = set(
        Destruction.objects.filter(board__in=[board.pk for board in here]).values_list(
            "board", "what"
        )
    )
    for board in here:
        for one in board.destruction_days:
            told_on = _told_on(one.day, _today(board, now))
            if told_on is not None and (board.pk, one.key.value) not in done:
                yield Due(board, one.key, one.day, told_on)


def _told_on(day: date, today: date) -> date | None:
    """The last day by now on which it is told; None where that is still to come."""
    if today >= day:
        return day + TOLD_AGAIN_AFTER * ((today - day) // TOLD_AGAIN_AFTER)
    return day - TOLD_BEFORE if today >= day - TOLD_BEFORE else None


def _today(board: Board, now: datetime) -> date:
    return now.astimezone(board.zone).date()
