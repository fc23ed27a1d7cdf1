"""What stands beside a reply on the desk's pages: what is collected of it, and the button."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from moderation.collecting.rules import may_collect
from moderation.models import Passage
from moderation.web import Desk
from participants.models import Reply


@dataclass(frozen=True)
class Collecting:
    """How many passages of the reply are collected; `url` is empty where this desk may collect
    none of it."""

    reply: Reply
    passages: int
    url: str
    collected_url: str

    @property
    def key(self) -> str:
        return f"passages-{self.reply.pk}"


def collecting_for(desk: Desk, replies: Collection[Reply]) -> dict[UUID, Collecting]:
    """By reply; one query for those who read everything, nothing for observers."""
    if not desk.member.reads_everything:
        return {}
    mine = Passage.objects.filter(version__reply__in=replies)
    numbers = Counter(mine.values_list("version__reply", flat=True))
    return {reply.pk: _collecting(desk, reply, numbers[reply.pk]) for reply in replies}


def collecting_of(desk: Desk, reply: Reply) -> Collecting:
    return collecting_for(desk, [reply])[reply.pk]


def _collecting(desk: Desk, reply: Reply, passages: int) -> Collecting:
    may = may_collect(desk.member, reply)
    return Collecting(
        reply,
        passages,
        url=reverse("desk_passages", args=[desk.board.slug, reply.pk]) if may else "",
        collected_url=reverse("desk_collected", args=[desk.board.slug]),
    )
