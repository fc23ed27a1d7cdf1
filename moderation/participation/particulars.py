"""What a statement tells beyond the figures: reasons, channels, and how quickly staff replied."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from moderation.participation.counting import replies_at, roster_at
from participants.enums import Channel
from participants.models import Reply, ReplyVersion
from sessions.models import Board

SOON = timedelta(days=1)


@dataclass(frozen=True)
class Reason:
    """Why so many people could not take part, in the words in which it was noted; perhaps none."""

    why: str
    people: int


@dataclass(frozen=True)
class Responses:
    """Participants' own posts, and how soon staff wrote in their threads after them.

    `median` is over the `answered` ones; None where there is none.
    """

    posts: int
    answered: int
    within_a_day: int
    median: timedelta | None


@dataclass(frozen=True)
class Particulars:
    """`took_part` are those of whom anything stands on the board, by whatever channel.

    `uninvited` counts by channel those for whom something was entered without an invitation.
    `unable` are the reasons of those who never came, `stopped` of all others.
    """

    took_part: int
    invited_consented: int
    uninvited: dict[Channel, int]
    unable: list[Reason]
    stopped: list[Reason]
    answers_by: dict[Channel, int]
    answers_a_person: float | None
    people_a_question: tuple[int, int] | None
    responses: Responses


def particulars(board: Board, now: datetime) -> Particulars:
    """As of `now`; seven queries, however big the board."""
    answers = replies_at(board, now).answers()
    a_person = _numbers(answers.values("participant").annotate(number=Count("pk")))
    a_question = _numbers(
        answers.values("question").annotate(number=Count("participant", distinct=True))
    )
    unable, stopped = _unable(board, now)
    return Particulars(
        **_people(board, now),
        uninvited=_uninvited(board, now),
        unable=unable,
        stopped=stopped,
        answers_by=_by_channel(answers),
        answers_a_person=median(a_person) if a_person else None,
        people_a_question=(min(a_question), max(a_question)) if a_question else None,
        responses=_responses(board, now),
    )


def _numbers(rows: QuerySet[Reply, Any]) -> list[int]:
    return [row["number"] for row in rows.order_by()]


def _people(board: Board, now: datetime) -> dict[str, Any]:
    return roster_at(board, now).aggregate(
        took_part=Count("pk", filter=Q(wrote_here=True) | Q(was_entered=True)),
        invited_consented=Count("pk", filter=Q(was_invited=True, has_consented=True)),
    )


def _uninvited(board: Board, now: datetime) -> dict[Channel, int]:
    people = roster_at(board, now).filter(Q(was_entered=True, was_invited=False))
    entered = ReplyVersion.objects.filter(
        reply__in=replies_at(board, now), reply__participant__in=people, submitted_at__lte=now
    ).exclude(entered_by=None)
    return _of_channels(
        entered.order_by("channel")
        .values_list("channel")
        .annotate(people=Count("reply__participant", distinct=True))
    )


def _unable(board: Board, now: datetime) -> tuple[list[Reason], list[Reason]]:
    """Of those who never came, and of all others; case and blanks make no other reason."""
    people = roster_at(board, now).filter(cannot_take_part_at__lte=now)
    came = Q(first_came_at__lte=now) | Q(wrote_here=True)
    never = people.filter(Q(was_invited=True) & ~came)
    rows = people.annotate(never=Q(pk__in=never.values("pk"))).values_list(
        "never", "cannot_take_part_why"
    )
    counted: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for has_never_come, why in rows:
        counted[has_never_come][" ".join(why.split()).casefold()] += 1
    return _reasons(counted[True]), _reasons(counted[False])


def _reasons(counted: Counter[str]) -> list[Reason]:
    """The most frequent first."""
    return [Reason(why, people) for why, people in counted.most_common()]


def _by_channel(answers: QuerySet[Reply]) -> dict[Channel, int]:
    return _of_channels(
        answers.filter(current_version__isnull=False)
        .order_by("current_version__channel")
        .values_list("current_version__channel")
        .annotate(number=Count("pk"))
    )


def _of_channels(rows: Iterable[tuple[Any, ...]]) -> dict[Channel, int]:
    return {Channel(channel): number for channel, number in rows}


class _Median(Aggregate):
    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _responses(board: Board, now: datetime) -> Responses:
    """What staff entered for somebody waited for nobody: only what people posted themselves."""
    by_staff = Reply.objects.standing().filter(
        thread=OuterRef("thread"),
        staff__isnull=False,
        posted_at__gt=OuterRef("posted_at"),
        posted_at__lte=now,
    )
    posts = replies_at(board, now).filter(
        participant__isnull=False, current_version__entered_by=None
    )
    waited = ExpressionWrapper(F("answered_at") - F("posted_at"), output_field=DurationField())
    first = by_staff.order_by("posted_at").values("posted_at")[:1]
    return Responses(
        **posts.annotate(answered_at=Subquery(first))
        .annotate(waited=waited)
        .aggregate(
            posts=Count("pk"),
            answered=Count("answered_at"),
            within_a_day=Count("pk", filter=Q(waited__lte=SOON)),
            median=_Median("waited"),
        )
    )
