"""Everything said in one stream, by the time it reached the board, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.dateparse import parse_datetime

from moderation.desk.filters import Filters
from moderation.desk.sayings import Saying, new_among, posts_in_place
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
    narrowed = filters.narrow(Reply.objects.for_staff(desk.member).filter(board=desk.board))
    replies, size = _page(narrowed, filters, asked)
    found = [Cursor(*row) for row in replies.values_list("posted_at", "pk")[: size + 1]]
    page, rest = found[:size], found[size:]
    first = "from" not in asked
    return Stream(
        posts=posts_in_place(desk, [cursor.reply for cursor in page], filters.words),
        total=narrowed.count(),
        further=_and(filters, "from", page[-1]) if rest else "",
        growing=_and(filters, "down_to", page[-1]) if page and first else filters.query,
        is_first=first,
    )


def _page(
    narrowed: QuerySet[Reply], filters: Filters, asked: QueryDict
) -> tuple[QuerySet[Reply], int]:
    """From where the page begins, and how much is on it."""
    ordered, size = narrowed.order_by("posted_at", "pk"), A_PAGE
    if not filters.oldest_first:
        ordered = ordered.reverse()
    if start := asked.get("from"):
        cursor = Cursor.read(start)
        ordered = ordered.filter(cursor.after() if filters.oldest_first else cursor.before())
    elif (end := asked.get("down_to")) and not filters.oldest_first:
        shown = ordered.filter(Cursor.read(end).down_to()).count()
        size = min(max(shown, A_PAGE), LONGEST_PAGE)
    return ordered, size


def _and(filters: Filters, name: str, cursor: Cursor) -> str:
    return "&".join(filter(None, [filters.query, urlencode({name: cursor})]))
