"""The trail of what staff did on a board."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from moderation.desk.pages import page
from moderation.desk.trail import entries_of, lines_for
from moderation.web import EVERYONE, DeskRequest, staff_page

A_PAGE = 50


@staff_page(*EVERYONE)
@require_safe
def desk_audit(request: DeskRequest) -> HttpResponse:
    """The newest first; `?before=` a line's number goes on from there."""
    desk, before = request.desk, request.GET.get("before", "")
    entries = entries_of(desk)
    if before.isdecimal():
        entries = entries.filter(pk__lt=int(before))
    lines = lines_for(desk, entries[: A_PAGE + 1])
    context = {
        "lines": lines[:A_PAGE],
        "older": lines[A_PAGE - 1].number if len(lines) > A_PAGE else None,
    }
    return page(request, "desk_audit", "desk_audit", context)
