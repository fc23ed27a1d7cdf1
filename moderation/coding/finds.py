"""Some replies of a board in their place: under their question, with what they answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.text import Truncator

from moderation.desk.names import naming_for
from moderation.desk.pages import place_of
from moderation.desk.sayings import Saying, posts_of, replies_for
from moderation.desk.wording import Wording, wording_for
from moderation.web import Desk
from participants.models import Reply
from sessions.models import Question

A_PAGE = 50
WORDS_OF_WHAT_IT_ANSWERS = 30


@dataclass(frozen=True)
class Above:
    """What a reply was written to: by whom, and how it begins."""

    name: str
    words: str


@dataclass(frozen=True)
class Find:
    saying: Saying
    url: str
    above: Above | None


@dataclass(frozen=True)
class Place:
    question: Question
    finds: list[Find]


@dataclass(frozen=True)
class Finds:
    """One page of them, by question; `page` tells of the others."""

    places: list[Place]
    page: Page[UUID]


def finds_for(desk: Desk, replies: QuerySet[Reply], page: str) -> Finds:
    """Those of the replies that this desk may read, in the guide's order, then as they were
    said; the page nearest to the one asked for. Twelve queries, however many there are."""
    ids = (
        Reply.objects.for_staff(desk.member)
        .filter(board=desk.board, pk__in=replies.order_by().values("pk"))
        .order_by(*_AS_THE_GUIDE_HAS_THEM)
        .values_list("pk", flat=True)
    )
    shown = Paginator(ids, A_PAGE).get_page(page)
    here = _in_full(desk, list(shown.object_list))
    above = _above(desk, here)
    finds = [_find(desk, saying, above) for saying in posts_of(desk, here)]
    by_question = groupby(finds, key=lambda find: find.saying.reply.question)
    return Finds([Place(question, list(these)) for question, these in by_question], shown)


_AS_THE_GUIDE_HAS_THEM = (
    "question__stage__position",
    "question__position",
    "thread__said_at",
    "said_at",
    "pk",
)


def _in_full(desk: Desk, ids: list[UUID]) -> list[Reply]:
    """In this order."""
    wanted = replies_for(desk).filter(pk__in=ids)
    found = {
        reply.pk: reply
        for reply in wanted.select_related("question__stage", "question__current_version")
    }
    return [found[one] for one in ids]


def _find(desk: Desk, saying: Saying, above: dict[UUID, Above]) -> Find:
    reply = saying.reply
    answers = _written_to(reply)
    return Find(saying, place_of(desk, reply), above.get(answers) if answers else None)


def _written_to(reply: Reply) -> UUID | None:
    return reply.in_reply_to_id or reply.parent_id


def _beginning(reply: Reply, wording: Wording) -> str:
    text = wording.text_of(reply.current_version) if reply.current_version else ""
    return Truncator(text).words(WORDS_OF_WHAT_IT_ANSWERS)


def _above(desk: Desk, replies: Iterable[Reply]) -> dict[UUID, Above]:
    wanted = {answers for reply in replies if (answers := _written_to(reply))}
    found = list(
        Reply.objects.for_staff(desk.member)
        .filter(pk__in=wanted)
        .select_related("participant", "staff", "current_version")
    )
    name_of = naming_for(desk, {reply.participant for reply in found if reply.participant})
    wording = wording_for(desk, (one.current_version for one in found if one.current_version))
    return {
        reply.pk: Above(
            name_of(reply.participant) if reply.participant else str(reply.staff),
            _beginning(reply, wording),
        )
        for reply in found
    }
