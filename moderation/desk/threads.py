"""The threads under one question, a page of them at a time, and where in them something is new."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper
from django.http import Http404

from moderation.desk.sayings import Saying, new_among, threads_from, to_be_read
from moderation.desk.unread import new_to
from moderation.web import Desk
from participants.enums import ReplyKind
from participants.models import Reply
from sessions.models import Question

A_PAGE = 20


@dataclass(frozen=True)
class Line:
    """One reply as the order of the threads needs it."""

    reply: UUID
    thread: UUID
    kind: str
    is_new: bool


@dataclass(frozen=True)
class ThreadPage:
    """`number` counts from 1. `first_new` is the reply that is new and stands first of all."""

    threads: list[Saying]
    number: int
    pages: int
    new: int
    first_new: UUID | None
    next_new: UUID | None
    """The first that is new on a page after this one."""

    @property
    def shown_new(self) -> list[Saying]:
        return new_among(self.threads)

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def threads_of(desk: Desk, question: Question, *, at: UUID | None, number: int) -> ThreadPage:
    """Answers first, then calls for help, each thread in the order in which it began.

    The page is that of the reply `at`, where one is named, else the one of this number.
    Raises Http404 for a page or reply that is not there.
    """
    lines = _lines(desk, question)
    heads = _heads(lines)
    pages = max(1, -(-len(heads) // A_PAGE))
    if at is not None:
        number = _page_of(at, lines, heads)
    if not 1 <= number <= pages:
        raise Http404
    shown = heads[(number - 1) * A_PAGE : number * A_PAGE]
    threads = threads_from(desk, shown)
    to_be_read(desk, threads)
    new = sorted((line for line in lines if line.is_new), key=lambda one: heads.index(one.thread))
    later = [line.reply for line in new if heads.index(line.thread) >= number * A_PAGE]
    return ThreadPage(
        threads=threads,
        number=number,
        pages=pages,
        new=len(new),
        first_new=new[0].reply if new else None,
        next_new=later[0] if later else None,
    )


def _lines(desk: Desk, question: Question) -> list[Line]:
    said = Reply.objects.for_staff(desk.member).filter(question=question)
    is_new = ExpressionWrapper(new_to(desk.member), BooleanField())
    ordered = said.annotate(is_new=is_new).order_by("said_at", "posted_at", "id")
    return [Line(*line) for line in ordered.values_list("pk", "thread", "kind", "is_new")]


def _heads(lines: list[Line]) -> list[UUID]:
    heads = [line for line in lines if line.reply == line.thread]
    return [line.reply for line in sorted(heads, key=lambda one: one.kind != ReplyKind.ANSWER)]


def _page_of(reply: UUID, lines: list[Line], heads: list[UUID]) -> int:
    thread = next((line.thread for line in lines if line.reply == reply), None)
    if thread is None:
        raise Http404
    return heads.index(thread) // A_PAGE + 1
