"""What this staff member has read: told by the page as they read, or by them."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from moderation.actions.reading import mark_read, mark_unread, take_back_marks
from moderation.desk.following import back_to
from moderation.desk.stream import moment_in
from moderation.web import READERS, DeskRequest, staff_page
from participants.models import Reply
from sessions.enums import Role


@staff_page(*READERS, Role.OBSERVER)
@require_POST
def desk_reading(request: DeskRequest) -> HttpResponse:
    """`reply` is what was read; without it, `shown` is all that the page showed as new."""
    desk, as_of = request.desk, _as_of(request)
    one, shown = ids_in(request, "reply"), ids_in(request, "shown")
    readable = Reply.objects.for_staff(desk.member).filter(pk__in=one or shown)
    mark_read(member=desk.member, replies=readable, as_of=as_of, now=desk.now)
    return _answer(request, one, marked=not one)


@staff_page(*READERS, Role.OBSERVER)
@require_POST
def desk_reading_all(request: DeskRequest) -> HttpResponse:
    """The whole board as it stood when the page was made; what came later stays new."""
    desk, as_of = request.desk, _as_of(request)
    readable = Reply.objects.for_staff(desk.member).filter(board=desk.board)
    mark_read(member=desk.member, replies=readable, as_of=as_of, now=desk.now)
    return _answer(request, [], marked=True)


@staff_page(*READERS, Role.OBSERVER)
@require_POST
def desk_forgetting(request: DeskRequest) -> HttpResponse:
    """`reply` is new again; or, with `at`, all that was marked as read at that moment."""
    member, replies = request.desk.member, ids_in(request, "reply")
    if "at" in request.POST:
        take_back_marks(member=member, at=moment_in(request.POST["at"]))
    else:
        mark_unread(member=member, replies=replies)
    return _answer(request, replies, marked=False)


def _as_of(request: DeskRequest) -> datetime:
    """When the page was made that was read."""
    return moment_in(request.POST.get("as_of", request.desk.now.isoformat()))


def ids_in(request: DeskRequest, name: str) -> list[UUID]:
    """Raises Http404 for what is no id."""
    try:
        return [UUID(one) for one in request.POST.getlist(name)]
    except ValueError:
        raise Http404 from None


def _answer(request: DeskRequest, replies: list[UUID], *, marked: bool) -> HttpResponse:
    """Nothing to a page that goes on being read; else back to where the button was."""
    if request.htmx:
        return HttpResponse(status=204)
    desk, back = request.desk, back_to(request.desk, request.POST.get("back", ""))
    if marked:
        joint = "&" if "?" in back else "?"
        return redirect(f"{back}{joint}{urlencode({'marked': desk.now.isoformat()})}")
    return redirect(f"{back}#reply-{replies[0]}" if replies else back)
