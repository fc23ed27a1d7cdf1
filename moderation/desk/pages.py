"""What every page of a board's desk has in common: its tabs, its state, and how a deed ends."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from bulletin.text.moments import zone_name
from moderation.desk.boards import state_of
from moderation.desk.tabs import tabs_for
from moderation.monitoring.banner import Standing, banner
from moderation.web import Desk, DeskRequest
from participants.models import Reply
from sessions.actions.errors import Refused


def page(
    request: DeskRequest,
    template: str,
    tab: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    folder: str = "desk",
) -> HttpResponse:
    """A page of the board's desk under this tab."""
    desk = request.desk
    frame = {
        "desk": desk,
        "board": desk.board,
        "now": desk.now,
        "tabs": tabs_for(desk, tab),
        "state": state_of(desk.board, desk.now, paused=desk.pause is not None),
        "zone": zone_name(timezone.get_current_timezone()),
        "alarms": alarms_for(desk),
    }
    return render(request, f"{folder}/{template}.html", frame | context, status=status)


def alarms_for(desk: Desk) -> list[Standing]:
    """What has stopped, for the banner. Observers and recruiters are shown none: they can mend
    nothing."""
    if not desk.member.reads_everything:
        return []
    return banner(now=desk.now, zone=timezone.get_current_timezone())


def form_page(
    request: DeskRequest,
    template: str,
    tab: str,
    context: dict[str, Any],
    *,
    folder: str = "desk",
) -> HttpResponse:
    """The same with a form that was posted and is wrong where this is a POST (rule 17)."""
    status = 422 if request.method == "POST" else 200
    return page(request, template, tab, context, status=status, folder=folder)


def posted(request: DeskRequest) -> QueryDict | None:
    """What was posted, also where that is nothing; None where the page was only asked for."""
    return request.POST if request.method == "POST" else None


def say_beside(form: BaseForm, refused: Refused) -> None:
    """What stands against it, beside the field it is about; above all, where the form has none."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def carry_out(
    request: DeskRequest,
    deed: Callable[[], object],
    *,
    done: str,
    already: str | Callable[[], str],
    back: str,
) -> HttpResponse:
    """Do it, say what became of it, and go back: a deed that changed nothing says so too.

    Where it has to be looked up who did it `already`, that is asked only then.
    """
    try:
        changed = deed()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if changed:
            messages.success(request, done)
        else:
            messages.info(request, already if isinstance(already, str) else already())
    return redirect(back)


def place_of(desk: Desk, reply: Reply) -> str:
    """Where the reply stands among everything said under its question."""
    there = reverse("desk_question", args=[desk.board.slug, reply.question_id])
    return f"{there}#reply-{reply.pk}"
