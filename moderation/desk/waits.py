"""What waits for whoever sits at this desk: a number, what it counts, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from moderation.desk import waiting
from moderation.unread import new_to
from moderation.web import Desk
from participants.models import Reply
from sessions.models import Board, StaffMember


class CountOf(Subquery):
    """How many rows a query finds, as one number of another query."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


@dataclass(frozen=True)
class Wait:
    number: int
    what: str
    url: str
    tone: str = ""


@dataclass(frozen=True)
class Line:
    """What is counted for a member, the words for one and for several, and where it leads.

    What waits for an exchange waits no longer when the grace period is over.
    """

    counted: Callable[[StaffMember], QuerySet[Any]]
    words: Any
    page: str
    query: str = ""
    tone: str = ""
    is_exchange: bool = False


def unread(member: StaffMember) -> QuerySet[Reply]:
    return Reply.objects.for_staff(member).filter(new_to(member), board=member.board_id)


UNREAD = Line(
    unread,
    ngettext_lazy("post new to you", "posts new to you", "number"),
    "desk_stream",
    query="?unread=new",
)
# The most pressing first.
LINES = (
    Line(
        waiting.open_calls,
        ngettext_lazy("call for help or report", "calls for help and reports", "number"),
        "desk_calls",
        tone="bad",
    ),
    Line(
        waiting.held_replies,
        ngettext_lazy(
            "post held until you have seen it", "posts held until you have seen them", "number"
        ),
        "desk_held",
        tone="warn",
    ),
    Line(
        waiting.open_wishes,
        ngettext_lazy("wish for a probe", "wishes for a probe", "number"),
        "desk_wishes",
        is_exchange=True,
    ),
    Line(
        waiting.answered_and_unread,
        ngettext_lazy("probe answered and unread", "probes answered and unread", "number"),
        "desk_probes",
        query="?state=unread",
    ),
    Line(
        waiting.unacknowledged_first_posts,
        ngettext_lazy(
            "first post nobody acknowledged", "first posts nobody acknowledged", "number"
        ),
        "desk_first_posts",
        is_exchange=True,
    ),
    Line(
        waiting.unanswered_probes,
        ngettext_lazy("probe without a reply yet", "probes without a reply yet", "number"),
        "desk_probes",
        is_exchange=True,
    ),
    UNREAD,
)


def waits_for(desk: Desk) -> list[Wait]:
    """What there is of each, through the gate for staff: one query. Observers are told of what
    is new to them alone, and recruiters of nothing."""
    lines = _lines_of(desk)
    if not lines:
        return []
    numbers = Board.objects.filter(pk=desk.board.pk).values_list(
        *(CountOf(line.counted(desk.member).order_by().values("pk")) for line in lines)
    )
    return [
        Wait(
            number=number,
            what=str(line.words % {"number": number}),
            url=reverse(line.page, args=[desk.board.slug]) + line.query,
            tone=line.tone,
        )
        for line, number in zip(lines, numbers[0], strict=True)
        if number
    ]


def _lines_of(desk: Desk) -> tuple[Line, ...]:
    if desk.member.reads_everything:
        is_over = desk.board.grace_is_over(desk.now)
        return tuple(line for line in LINES if not (line.is_exchange and is_over))
    return (UNREAD,) if desk.member.is_observer else ()
