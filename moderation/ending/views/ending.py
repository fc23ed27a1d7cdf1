"""What is still open, what the end does, and what comes after it."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from moderation.desk.pages import page
from moderation.ending.checklist import checklist_for
from moderation.web import DeskRequest, staff_page
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_safe
def desk_ending(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    items = checklist_for(desk)
    context = {
        "items": items,
        "open": sum(not item.done for item in items),
        "has_ended": desk.board.has_ended(desk.now),
        "grace_is_over": desk.board.grace_is_over(desk.now),
        "has_grace": desk.board.grace_ends_at > desk.board.ends_at,
        "reading_is_over": desk.board.reading_is_over(desk.now),
    }
    return page(request, "desk_ending", "desk_ending", context, folder="ending")
