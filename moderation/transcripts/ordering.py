"""In which order a transcript tells its replies."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    F,
    Func,
    IntegerField,
    QuerySet,
    UUIDField,
    Value,
    When,
)

from moderation.enums import Arrangement
from participants.models import Reply

# By stage and question; each thread from its beginning, each branch after its parent.
_THREAD = (
    "thread__said_at",
    "thread_id",
    F("branch_said_at").asc(nulls_first=True),
    F("branch").asc(nulls_first=True),
    "depth",
    "said_at",
    "id",
)
_QUESTION = ("question__stage__position", "question__position", *_THREAD)
_ORDERS: dict[Arrangement, tuple[Any, ...]] = {
    Arrangement.QUESTION: _QUESTION,
    Arrangement.PERSON: ("person_place", *_QUESTION),
    Arrangement.STAGE: ("question__stage__position", "person_place", *_QUESTION),
    Arrangement.TIME: ("said_at", "thread__said_at", "thread_id", "depth", "id"),
}


def arranged(replies: QuerySet[Reply], by: Arrangement, people: Sequence[UUID]) -> QuerySet[Reply]:
    """The replies in this order; `people` is the order in which persons come, one after another.

    Each reply knows its participant as `about`. What belongs to nobody in `people` comes last.
    """
    place = Func(
        Value(list(people), output_field=ArrayField(UUIDField())),
        F("about"),
        function="array_position",
        output_field=IntegerField(),
    )
    replies = _with_places(replies.annotate(person_place=place))
    return replies.order_by(*_ORDERS[by])


def _with_places(replies: QuerySet[Reply]) -> QuerySet[Reply]:
    """Each with its branch of the thread, and how deep it hangs."""
    begins, branches = When(parent=None, then=None), {"parent": F("thread")}
    return replies.annotate(
        branch=Case(begins, When(**branches, then=F("id")), default=F("parent")),
        branch_said_at=Case(
            begins, When(**branches, then=F("said_at")), default=F("parent__said_at")
        ),
        depth=Case(
            When(parent=None, then=Value(0)),
            When(**branches, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        ),
    )
