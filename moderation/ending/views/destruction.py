"""When something is destroyed is set; when it is time, somebody confirms it and gets a receipt."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.media.answering import answer_with_text
from bulletin.privacy.enums import Destroyable
from bulletin.privacy.models import Destruction
from moderation.desk.pages import form_page, page, posted, say_beside
from moderation.ending.actions.destroying import (
    confirm_destruction,
    counts_of,
    gone_from,
    may_be_destroyed,
)
from moderation.ending.forms import ConfirmedByTitleForm, DestructionDatesForm
from moderation.ending.receipts import Receipt, described, states_of
from moderation.web import DeskRequest, staff_page
from sessions.actions.destroying import set_destruction_dates
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_destruction_days(request: DeskRequest) -> HttpResponse:
    """The three dates, what is due, and the receipts of what is gone."""
    desk = request.desk
    gone = gone_from(desk.board.pk)
    left = [what for what in Destroyable if what not in gone]
    asks_why = desk.board.is_launched(desk.now) and bool(desk.board.destruction_days)
    form = DestructionDatesForm(desk.board, left, posted(request), asks_why=asks_why)
    if form.is_valid() and _save(request, form):
        return redirect("desk_destruction_days", desk.board.slug)
    context = {
        "form": form if left else None,
        "states": states_of(desk, gone),
        "is_launched": desk.board.is_launched(desk.now),
    }
    return form_page(request, "desk_destruction_days", "desk_ending", context, folder="ending")


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_destroying(request: DeskRequest) -> HttpResponse:
    """Exactly what goes, and the board's title to be typed. `?what=` says which of the three."""
    desk, what = request.desk, _what(request)
    if what is None or not may_be_destroyed(desk.board, what, desk.now):
        return redirect("desk_destruction_days", desk.board.slug)
    form = ConfirmedByTitleForm(desk.board, posted(request))
    if form.is_valid():
        try:
            done = confirm_destruction(board=desk.board, what=what, by=desk.user, now=desk.now)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("desk_destruction_days", desk.board.slug)
        return redirect("desk_destruction_receipt", desk.board.slug, done.pk)
    context = {"form": form, **described(desk.board, what, counts_of(desk.board, what))}
    return form_page(request, "desk_destroying", "desk_ending", context, folder="ending")


@staff_page(Role.FACILITATOR)
@require_safe
def desk_destruction_receipt(request: DeskRequest, destruction_id: UUID) -> HttpResponse:
    context = {"receipt": _receipt(request, destruction_id)}
    return page(request, "desk_destruction_receipt", "desk_ending", context, folder="ending")


@staff_page(Role.FACILITATOR)
@require_safe
def desk_destruction_receipt_text(request: DeskRequest, destruction_id: UUID) -> HttpResponse:
    """The same to be kept: plain text, nothing personal in it."""
    receipt = _receipt(request, destruction_id)
    name = get_valid_filename(f"{request.desk.board.slug}-{receipt.destruction.what}.txt")
    return answer_with_text(receipt.text, filename=name, content_type="text/plain")


def _receipt(request: DeskRequest, destruction_id: UUID) -> Receipt:
    desk = request.desk
    found = get_object_or_404(Destruction, pk=destruction_id, board=desk.board.pk)
    return Receipt.of(desk.board, found)


def _what(request: DeskRequest) -> Destroyable | None:
    asked = request.GET.get("what", "")
    return Destroyable(asked) if asked in Destroyable.values else None


def _save(request: DeskRequest, form: DestructionDatesForm) -> bool:
    desk = request.desk
    try:
        moved = set_destruction_dates(
            board=desk.board,
            to=form.dates(),
            why=form.cleaned_data.get("why", ""),
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    if moved:
        messages.success(request, _("The dates are set. Participants read them on the board."))
    else:
        messages.info(request, _("Nothing was changed."))
    return True
