"""Where staff land: the boards on which they hold a role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulletin import clock
from bulletin.accounts.models import User
from bulletin.outbox.users import zone_of
from moderation.desk.boards import BoardLine, lines_of
from moderation.monitoring.banner import banner
from moderation.web import signed_in_page


@signed_in_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    user, now = request.user, clock.now()
    assert isinstance(user, User)
    lines = lines_of(user, now)
    alarms = banner(now=now, zone=zone_of(user)) if _can_mend(user, lines) else []
    context = {
        "lines": [line for line in lines if not line.is_archived],
        "archived": [line for line in lines if line.is_archived],
        "alarms": alarms,
        "may_make_boards": _may_make_boards(user, lines),
    }
    return render(request, "desk/desk.html", context)


def _can_mend(user: User, lines: list[BoardLine]) -> bool:
    """Whether the banner is for them: they run a board, or the installation."""
    return user.may_create_boards or any(line.reads_everything for line in lines)


def _may_make_boards(user: User, lines: list[BoardLine]) -> bool:
    """As `sessions.rules.may_make_boards`, where their boards have been asked for already."""
    return user.may_create_boards or any(line.is_facilitators for line in lines)
