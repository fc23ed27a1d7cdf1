"""What the pages of everything said have in common: their views, and how they stay fresh."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from moderation.desk.filters import Filters
from moderation.desk.stream import moment_in
from moderation.desk.tabs import Tab
from moderation.models import Seen
from moderation.unread import new_to
from moderation.web import Desk, DeskRequest
from participants.models import Reply

BY_QUESTION, BY_PERSON, BY_TIME = "desk_everything", "desk_speakers", "desk_stream"


@dataclass(frozen=True)
class News:
    """Where the page asks how much is new since it was made, and what then shows it.

    With `grows` that is put into the page as it stands; else the page is asked for again.
    """

    poll: str
    show: str
    grows: bool


@dataclass(frozen=True)
class JustMarked:
    """Replies that were marked as read all at once, which can be taken back."""

    number: int
    at: str


def following(request: DeskRequest, view: str, filters: Filters, news: News) -> dict[str, Any]:
    """The context of every such page under this view of it."""
    desk = request.desk
    return {
        "views": _views(desk, view),
        "filters": filters,
        "news": news,
        "as_of": desk.now.isoformat(),
        "here": here(request),
        "just_marked": just_marked(desk, request.GET),
    }


def news_for(desk: Desk, query: str, *, show: str, grows: bool) -> News:
    poll = reverse("desk_news", args=[desk.board.slug])
    return News(f"{poll}?{query}" if query else poll, show, grows)


def here(request: DeskRequest) -> str:
    """The address of this page, without what was only just done on it."""
    kept = request.GET.copy()
    for name in ("marked", "down_to"):
        kept.pop(name, None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def just_marked(desk: Desk, asked: QueryDict) -> JustMarked | None:
    if not (marked := asked.get("marked")):
        return None
    at = moment_in(marked)
    number = Seen.objects.filter(member=desk.member, seen_at=at).count()
    return JustMarked(number, at.isoformat()) if number else None


def back_to(desk: Desk, address: str) -> str:
    """The page that a form was on; another site's address leads to the index."""
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None):
        return address
    return reverse(BY_QUESTION, args=[desk.board.slug])


def number_new_since(desk: Desk, filters: Filters, since: datetime) -> int:
    """How many replies that pass the filters came after that, and are new to this desk."""
    came = Reply.objects.for_staff(desk.member).filter(board=desk.board, posted_at__gt=since)
    return filters.narrow(came).filter(new_to(desk.member)).count()


def _views(desk: Desk, current: str) -> list[Tab]:
    named = ((BY_QUESTION, _("By question")), (BY_PERSON, _("By person")), (BY_TIME, _("By time")))
    return [
        Tab(label, reverse(name, args=[desk.board.slug]), "page" if name == current else "")
        for name, label in named
    ]
