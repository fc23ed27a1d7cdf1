"""Who tries the board out, and what they wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
from django.urls import reverse

from moderation.desk.names import naming_for
from moderation.web import Desk
from participants.models import Participant, Reply


@dataclass(frozen=True)
class TesterLine:
    """`url` is their page, `posts_url` what they wrote; `last` is when they last wrote."""

    name: str
    url: str
    posts: int
    posts_url: str
    last: datetime | None
    is_active: bool


def testers_for(desk: Desk) -> list[TesterLine]:
    """One query, however many there are."""
    readable = Q(replies__in=Reply.objects.for_staff(desk.member))
    testers = (
        Participant.objects.testers()
        .filter(board=desk.board)
        .annotate(
            posts=Count("replies", filter=readable), last=Max("replies__posted_at", filter=readable)
        )
        .order_by("added_at", "name", "id")
    )
    people: list[Any] = list(testers)
    name_of = naming_for(desk, people)
    everything = reverse("desk_stream", args=[desk.board.slug])
    return [
        TesterLine(
            name=name_of(person),
            url=reverse("desk_person", args=[desk.board.slug, person.pk]),
            posts=person.posts,
            posts_url=f"{everything}?{urlencode({'person': person.pk})}",
            last=person.last,
            is_active=person.is_active,
        )
        for person in people
    ]


def own_place(desk: Desk) -> Participant | None:
    """The place as a tester that belongs to who sits at this desk, by their address."""
    theirs = Q(email__iexact=desk.user.email) | Q(user=desk.user)
    return Participant.objects.active().testers().filter(theirs, board=desk.board).first()
