"""One statement is reworded, moved, removed and put back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.collecting.actions.statements import (
    move_statement,
    put_back,
    remove_statement,
    reword_statement,
)
from moderation.collecting.forms import StatementForm
from moderation.collecting.found import statement_at
from moderation.collecting.lines import lines_of, passages_for
from moderation.desk.pages import carry_out, form_page, posted
from moderation.models import Statement
from moderation.web import Desk, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.studio.actions.texts import TextsOvertaken


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_statement(request: DeskRequest, statement_id: UUID) -> HttpResponse:
    """A statement is reworded beside its passages; of two who do so, the second is shown both."""
    desk, statement = request.desk, statement_at(request.desk, statement_id)
    form = StatementForm(posted(request), text=statement.text)
    if form.is_valid() and _reworded(request, statement, form):
        return redirect(_place_of(desk, statement))
    mine = passages_for(desk).filter(statements=statement)
    context = {"form": form, "statement": statement, "lines": lines_of(desk, mine)}
    return form_page(request, "desk_statement", "desk_collected", context, folder="collecting")


def _reworded(request: DeskRequest, statement: Statement, form: StatementForm) -> bool:
    """Whether it is done; what stands against it is said beside its field."""
    desk = request.desk
    try:
        reword_statement(
            statement=statement,
            text=form.cleaned_data["text"],
            seen=form.seen()["text"],
            by=desk.user,
            now=desk.now,
        )
    except TextsOvertaken as overtaken:
        form.complain(overtaken.now)
        return False
    except Refused as refused:
        form.add_error("text", str(refused))
        return False
    return True


@staff_page(Role.FACILITATOR)
@require_POST
def desk_statement_place(request: DeskRequest, statement_id: UUID) -> HttpResponse:
    """`up` takes it before the statement above it, anything else after the one below."""
    desk, statement = request.desk, statement_at(request.desk, statement_id)
    try:
        move_statement(statement=statement, up="up" in request.POST)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_place_of(desk, statement))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_statement_removal(request: DeskRequest, statement_id: UUID) -> HttpResponse:
    """It is gone, and the page offers to put it back."""
    desk, statement = request.desk, statement_at(request.desk, statement_id)
    try:
        remove_statement(statement=statement, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_place_of(desk, statement))
    return redirect(f"{_collected(desk)}?removed={statement.pk}")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_statement_return(request: DeskRequest, statement_id: UUID) -> HttpResponse:
    desk, statement = request.desk, statement_at(request.desk, statement_id)
    return carry_out(
        request,
        lambda: put_back(statement=statement, by=desk.user, now=desk.now),
        done=_("The statement is back in its place."),
        already=_("The statement was in its place."),
        back=_place_of(desk, statement),
    )


def _place_of(desk: Desk, statement: Statement) -> str:
    return f"{_collected(desk)}#statement-{statement.pk}"


def _collected(desk: Desk) -> str:
    return reverse("desk_collected", args=[desk.board.slug])
