"""Everything said in one stream, by the time it reached the board, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.dateparse import parse_datetime

from moderation.desk.filters import Filters
from moderation.desk.sayings import Saying, new_among, posts_of, replies_for
from moderation.web import Desk
from participants.models import Reply

A_PAGE = 50
# How far a page grows that others' new replies are put into while it is read.
LONGEST_PAGE = 200


@dataclass(frozen=True)
class Cursor:
    """A place between two replies of the stream, which no reply that comes later moves."""

    at: datetime
    reply: UUID

    @classmethod
    def of(cls, reply: Reply) -> "Cursor":
        return cls(reply.posted_at, reply.pk)

    @classmethod
    def read(cls, words: str) -> "Cursor":
        """Raises Http404 for what is no cursor."""
        at, _, reply = words.partition("~")
        try:
            return cls(moment_in(at), UUID(reply))
        except ValueError:
            raise Http404 from None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.reply}"

    def after(self) -> Q:
        return Q(posted_at__gte=self.at) & ~Q(posted_at=self.at, pk__lte=self.reply)

    def before(self) -> Q:
        return Q(posted_at__lte=self.at) & ~Q(posted_at=self.at, pk__gte=self.reply)

    def down_to(self) -> Q:
        return self.after() | Q(pk=self.reply)


@dataclass(frozen=True)
class Stream:
    """`total` is how many pass the filters; `further` and `growing` are queries of addresses."""

    posts: list[Saying]
    total: int
    further: str
    growing: str
    is_first: bool

    @property
    def new(self) -> list[Saying]:
        return new_among(self.posts)


def moment_in(words: str) -> datetime:
    """An instant that a page was given; Http404 for anything else."""
    try:
        moment = parse_datetime(words)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Http404
    return moment


def stream_for(desk: Desk, filters: Filters, asked: QueryDict) -> Stream:
    """`?from=` a cursor goes on from there, `?down_to=` one shows all that is newer."""
    narrowed = filters.narrow(replies_for(desk))
    replies, size = _page(narrowed, filters, asked)
    posts = posts_of(desk, replies[: size + 1], filters.words)
    page, rest = posts[:size], posts[size:]
    first = "from" not in asked
    return Stream(
        posts=page,
        total=narrowed.order_by().count(),
        further=_and(filters, "from", page[-1].reply) if rest else "",
        growing=_and(filters, "down_to", page[-1].reply) if page and first else filters.query,
        is_first=first,
    )


def _page(
    narrowed: QuerySet[Reply], filters: Filters, asked: QueryDict
) -> tuple[QuerySet[Reply], int]:
    size = A_PAGE
    ordered = narrowed.order_by("posted_at", "pk")
    if not filters.oldest_first:
        ordered = ordered.reverse()
    if "from" in asked:
        cursor = Cursor.read(asked["from"])
        ordered = ordered.filter(cursor.after() if filters.oldest_first else cursor.before())
    elif "down_to" in asked and not filters.oldest_first:
        size = LONGEST_PAGE
        ordered = ordered.filter(Cursor.read(asked["down_to"]).down_to())
    return ordered, size


def _and(filters: Filters, name: str, reply: Reply) -> str:
    return "&".join(filter(None, [filters.query, urlencode({name: Cursor.of(reply)})]))
