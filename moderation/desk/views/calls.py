"""Calls for help and reported posts: what waits, and settling it."""

from collections.abc import Callable
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.desk.calls import calls_of, lines_for
from moderation.desk.pages import carry_out, page
from moderation.web import READERS, DeskRequest, staff_page
from participants.actions.calling import open_call_again, settle_call

A_PAGE = 25


@staff_page(*READERS)
@require_safe
def desk_calls(request: DeskRequest) -> HttpResponse:
    """The open ones first, each the newest first; `?page=` goes on."""
    desk = request.desk
    shown = Paginator(calls_of(desk), A_PAGE).get_page(request.GET.get("page"))
    lines = lines_for(desk, list(shown.object_list))
    context = {
        "waiting": [line for line in lines if not line.call.settled_at],
        "settled": [line for line in lines if line.call.settled_at],
        "shown": shown,
        "reached": list(desk.board.staff.reached_by_calls()),
    }
    return page(request, "desk_calls", "desk_calls", context)


@staff_page(*READERS)
@require_POST
def desk_call_settlement(request: DeskRequest, call_id: UUID) -> HttpResponse:
    return _change(
        request, call_id, settle_call, _("The call is settled."), _("It was settled already.")
    )


@staff_page(*READERS)
@require_POST
def desk_call_reopening(request: DeskRequest, call_id: UUID) -> HttpResponse:
    return _change(
        request, call_id, open_call_again, _("The call waits again."), _("It was open already.")
    )


def _change(
    request: DeskRequest, call_id: UUID, action: Callable[..., bool], done: str, already: str
) -> HttpResponse:
    desk = request.desk
    call = get_object_or_404(calls_of(desk), pk=call_id)
    return carry_out(
        request,
        lambda: action(call=call, by=desk.user, now=desk.now),
        done=done,
        already=already,
        back=reverse("desk_calls", args=[desk.board.slug]),
    )
