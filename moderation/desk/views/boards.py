"""Where staff land: the boards on which they hold a role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bulletin import clock
from bulletin.accounts.models import User
from moderation.desk.boards import lines_of
from moderation.web import signed_in_page, zone_of


@signed_in_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Dates are in the user's zone, else each in its board's."""
    assert isinstance(request.user, User)
    now = clock.now()
    lines = lines_of(request.user, now)
    with timezone.override(zone_of(request.user)):
        return render(request, "desk/desk.html", {"lines": lines, "now": now})
