"""The board is put away, and participants' reading of it ends: at a date, or by a press."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.desk.deeds.base import Deed
from moderation.desk.pages import carry_out, form_page, posted, say_beside
from moderation.ending.forms import ReadingForm
from moderation.web import Desk, DeskRequest, staff_page
from sessions.actions.archiving import (
    archive_board,
    end_reading,
    set_reading_end,
    take_out_of_archive,
)
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_archive(request: DeskRequest) -> HttpResponse:
    """Where the board stands, and until when participants read."""
    desk = request.desk
    is_over = desk.board.reading_is_over(desk.now)
    form = None if is_over else ReadingForm(desk.board, posted(request))
    if form is not None and form.is_valid() and _save(request, form):
        return redirect(_home(request))
    context = {
        "form": form,
        "deeds": _deeds(desk),
        "may_archive": desk.board.is_launched(desk.now) and desk.board.grace_is_over(desk.now),
        "reading_is_over": is_over,
    }
    if form is None and request.method == "POST":
        messages.info(request, _("Reading has ended: that stays so."))
        return redirect(_home(request))
    return form_page(request, "desk_archive", "desk_ending", context, folder="ending")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_archiving(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    return carry_out(
        request,
        lambda: archive_board(board=desk.board, by=desk.user, now=desk.now),
        done=_("The board is archived."),
        already=_("The board was archived already."),
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_unarchiving(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    return carry_out(
        request,
        lambda: take_out_of_archive(board=desk.board, by=desk.user, now=desk.now),
        done=_("The board stands among the others again."),
        already=_("The board was not archived."),
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_reading_end(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    return carry_out(
        request,
        lambda: end_reading(board=desk.board, by=desk.user, now=desk.now),
        done=_("Participants can read no more, and their links say so."),
        already=_("Reading had ended already."),
        back=_home(request),
    )


def _save(request: DeskRequest, form: ReadingForm) -> bool:
    desk = request.desk
    try:
        changed = set_reading_end(board=desk.board, to=form.moved(), by=desk.user, now=desk.now)
    except Refused as refused:
        say_beside(form, refused)
        return False
    if changed:
        messages.success(request, _("Participants are told until when they can read."))
    else:
        messages.info(request, _("Nothing was changed."))
    return True


def _deeds(desk: Desk) -> list[Deed]:
    board = desk.board
    if not board.is_launched(desk.now) or not board.grace_is_over(desk.now):
        return []
    if board.archived_at is None:
        return [
            Deed(
                _("Archive the board"),
                _url(desk, "desk_archiving"),
                _(
                    "It moves to the archived boards of everyone on the staff. Participants go"
                    " on reading. You can take it out again. Nobody is told by e-mail."
                ),
                _("Archive the board"),
                main=True,
            )
        ]
    out = Deed(
        _("Take it out of the archive"),
        _url(desk, "desk_unarchiving"),
        _("It stands among the other boards again. Nothing else changes."),
        _("Take it out of the archive"),
    )
    if board.reading_is_over(desk.now):
        return [out]
    return [
        out,
        Deed(
            _("End reading now"),
            _url(desk, "desk_reading_end"),
            _(
                "Participants can read nothing here from now on, and their links lead to a page"
                " that says so. That cannot be undone. Nobody is told by e-mail."
            ),
            _("End reading now"),
            grave=True,
        ),
    ]


def _home(request: DeskRequest) -> str:
    return _url(request.desk, "desk_archive")


def _url(desk: Desk, name: str) -> str:
    return reverse(name, args=[desk.board.slug])
