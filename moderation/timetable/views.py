"""The timetable in one look, and everything that is still to come moved in one go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.text.moments import zone_name
from moderation.actions.timetable import move_everything
from moderation.desk.pages import page
from moderation.timetable.forms import HolidaysForm, ShiftForm
from moderation.timetable.reading import timetable_of
from moderation.timetable.remarks import say_remarks
from moderation.timetable.shifted import preview_of
from moderation.timetable.telling import Telling, asked, moved_or_asked
from moderation.web import EVERYONE, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.actions.holidays import set_holidays
from sessions.actions.shifting import shift_dates
from sessions.enums import Role
from sessions.timetable.shifting import Plan, Shift

PLAN = "plan"


@staff_page(*EVERYONE)
@require_safe
def desk_timetable(request: DeskRequest) -> HttpResponse:
    """Every date of the board, drawn and as a list, with what is worth a look."""
    return _timetable(request)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_holidays(request: DeskRequest) -> HttpResponse:
    """Whose public holidays are days off."""
    desk, form = request.desk, HolidaysForm(request.desk.board, request.POST)
    if not form.is_valid():
        return _timetable(request, form, status=422)
    if set_holidays(board=desk.board, whose=form.whose(), by=desk.user, now=desk.now):
        messages.success(request, _("The days off are chosen."))
    else:
        messages.info(request, _("The days off are as they were."))
    return redirect("desk_timetable", desk.board.slug)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_shifting(request: DeskRequest) -> HttpResponse:
    """Asked for with a number of days it shows what would become of each date; sent, it does it."""
    desk, sent = request.desk, request.method == "POST"
    typed = request.POST if sent else request.GET
    form = ShiftForm(desk.board, typed if {"days", "start"} & typed.keys() else None)
    if not form.is_valid():
        return _shifting(request, {"form": form}, status=422 if sent else 200)
    shift = form.shift()
    preview = preview_of(desk, shift)
    context: dict[str, object] = {"form": form, "preview": preview}
    try:
        if not sent:
            if preview.is_possible:
                context["telling"] = _asked(request, shift, preview.plan.digest)
            return _shifting(request, context)
        plan, telling = _moved(request, shift, request.POST.get(PLAN, ""))
    except Refused as refused:
        messages.error(request, str(refused))
        return _shifting(request, context, status=422)
    if not telling.is_settled:
        return _shifting(request, {**context, "telling": telling})
    _say(request, len(plan.changes))
    return redirect("desk_timetable", desk.board.slug)


def _asked(request: DeskRequest, shift: Shift, seen: str) -> Telling:
    desk = request.desk
    return asked(
        request,
        lambda: shift_dates(
            board=desk.board, shift=shift, seen=seen, by=desk.user, now=desk.now, tell=True
        ),
    )


def _moved(request: DeskRequest, shift: Shift, seen: str) -> tuple[Plan, Telling]:
    desk = request.desk
    return moved_or_asked(
        request,
        lambda: move_everything(
            board=desk.board, shift=shift, seen=seen, by=desk.user, now=desk.now, tell=True
        ),
    )


def _say(request: DeskRequest, dates: int) -> None:
    words = ngettext("%(dates)d date is moved.", "%(dates)d dates are moved.", dates)
    messages.success(request, words % {"dates": dates})
    say_remarks(request)


def _timetable(
    request: DeskRequest, form: HolidaysForm | None = None, *, status: int = 200
) -> HttpResponse:
    desk = request.desk
    may_act = desk.member.is_facilitator and not desk.board.is_over(desk.now)
    context = {
        "zone": zone_name(desk.board.zone),
        "timetable": timetable_of(desk),
        "may_act": may_act,
        "holidays": (form or HolidaysForm(desk.board)) if may_act else None,
    }
    return page(
        request, "desk_timetable", "desk_timetable", context, status=status, folder="timetable"
    )


def _shifting(
    request: DeskRequest, context: dict[str, object], *, status: int = 200
) -> HttpResponse:
    there = {"zone": zone_name(request.desk.board.zone)}
    return page(
        request,
        "desk_shifting",
        "desk_timetable",
        context | there,
        status=status,
        folder="timetable",
    )
