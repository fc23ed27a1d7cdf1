"""Where staff land: the boards on which they hold a role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bulletin import clock
from bulletin.accounts.models import User
from moderation.desk.boards import lines_of
from moderation.web import signed_in_page


@signed_in_page
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, User)
    return render(request, "desk/desk.html", {"lines": lines_of(request.user, clock.now())})
