"""Turns a request into a staff member at one board's desk (rules 1, 10 and 16's staff side).

A board that does not exist and one where the caller holds no role give the same 404; a role
that may not see a page of its own board gives 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django_htmx.middleware import HtmxDetails

from bulletin import clock
from bulletin.accounts.factors import has_second_factor
from bulletin.accounts.models import User
from bulletin.outbox.users import zone_of
from bulletin.web.access import Access, declare
from bulletin.web.offers import offers_to
from sessions.enums import Role
from sessions.models import Board, Pause, StaffMember

View = Callable[..., HttpResponseBase]

READERS = (Role.FACILITATOR, Role.MODERATOR)
EVERYONE = tuple(Role)


@dataclass(frozen=True)
class Desk:
    """Who sits at which board's desk, and when. `user.timezone` wins over the board's."""

    member: StaffMember
    board: Board
    now: datetime

    @property
    def user(self) -> User:
        return self.member.user

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.user.timezone) if self.user.timezone else self.board.zone

    @property
    def role(self) -> Role:
        return Role(self.member.role)

    @cached_property
    def pause(self) -> Pause | None:
        """The pause that holds now, if any."""
        return self.board.pauses.open(now=self.now).first()


class DeskRequest(HttpRequest):
    """A request that `staff_page` has resolved."""

    desk: Desk
    user: User
    htmx: HtmxDetails


def staff_page(*roles: Role) -> Callable[[View], View]:
    """Only these roles of the board in the address may call the view.

    The view gets `request.desk` instead of the slug, and runs in the desk's time zone.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def at_the_desk(request: HttpRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            desk = _desk_of(_signed_in_user(request), slug)
            if desk.role not in roles:
                raise PermissionDenied
            resolved = cast(DeskRequest, request)
            resolved.desk = desk
            with timezone.override(desk.zone):
                return view(resolved, **kwargs)

        page = declare(_behind_both_factors(at_the_desk), Access.STAFF)
        vars(page)["roles"] = frozenset(roles)
        return page

    return decorate


def roles_of(view: View) -> frozenset[Role]:
    """Whom `staff_page` lets call this view; nobody where the view is no staff page."""
    return getattr(view, "roles", frozenset())


def signed_in_page(view: View) -> View:
    """Any user signed in with both factors may call the view: it belongs to no board."""
    return declare(_behind_both_factors(view), Access.SIGNED_IN)


def _behind_both_factors(view: View) -> View:
    @wraps(view)
    @never_cache
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not has_second_factor(request):
            return redirect("first_factor")
        user = _signed_in_user(request)
        vars(request)["offers"] = offers_to(request, reads=get_language() or "")
        with timezone.override(zone_of(user)):
            return view(request, **kwargs)

    return guarded


def _signed_in_user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _desk_of(user: User, slug: str) -> Desk:
    member = (
        StaffMember.objects.current()
        .filter(user=user, board__slug=slug)
        .select_related("board", "user")
        .first()
    )
    if member is None:
        raise Http404
    now = clock.now()
    if member.first_came_at is None:
        StaffMember.objects.filter(pk=member.pk).note_coming(now=now)
    return Desk(member=member, board=member.board, now=now)
