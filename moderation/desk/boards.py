"""The boards on which somebody holds a role, each in a line."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from bulletin.accounts.models import User
from participants.models import Participant
from sessions.enums import Role
from sessions.models import Board, Pause, StaffMember

# What a state is called and the tone of its badge, the liveliest first.
STATES = {
    "running": (_("Running"), "good"),
    "paused": (_("Paused"), "warn"),
    "grace": (_("Ended, last replies"), "accent"),
    "draft": (_("Draft"), ""),
    "ended": (_("Ended"), ""),
    "archived": (_("Archived"), ""),
}
_ORDER = list(STATES)


@dataclass(frozen=True)
class State:
    """A board's state in a word, with the tone of its badge."""

    key: str
    label: str
    tone: str


@dataclass(frozen=True)
class BoardLine:
    board: Board
    role: str
    reads_everything: bool
    is_facilitators: bool
    state: State
    people: int
    came: int

    @property
    def is_archived(self) -> bool:
        return self.state.key == "archived"

    @property
    def ends_on(self) -> date:
        """The last day, as the board's own calendar has it."""
        return self.board.ends_at.astimezone(self.board.zone).date()


def lines_of(user: User, now: datetime) -> list[BoardLine]:
    """Every board of this user, the liveliest first: one query, however many there are."""
    members: Iterable[Any] = (
        StaffMember.objects.current()
        .filter(user=user)
        .select_related("board")
        .annotate(
            paused=Exists(Pause.objects.open(now=now).filter(board=OuterRef("board"))),
            people=_count(Participant.objects.counted()),
            came=_count(Participant.objects.counted().filter(first_came_at__isnull=False)),
        )
    )
    lines = [
        BoardLine(
            board=member.board,
            role=str(Role(member.role).label),
            reads_everything=member.reads_everything,
            is_facilitators=member.is_facilitator,
            state=state_of(member.board, now, paused=member.paused),
            people=member.people,
            came=member.came,
        )
        for member in members
    ]
    return sorted(lines, key=lambda line: (_ORDER.index(line.state.key), line.board.starts_on))


def state_of(board: Board, now: datetime, *, paused: bool) -> State:
    """As `Board.state`, where somebody has asked already whether it is paused; and whether it is
    archived."""
    if board.archived_at is not None:
        key = "archived"
    elif not board.is_launched(now):
        key = "draft"
    elif board.grace_is_over(now):
        key = "ended"
    elif board.has_ended(now):
        key = "grace"
    else:
        key = "paused" if paused else "running"
    label, tone = STATES[key]
    return State(key, str(label), tone)


def _count(people: QuerySet[Participant]) -> Coalesce:
    counted = (
        people.filter(board=OuterRef("board"))
        .order_by()
        .values("board")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
