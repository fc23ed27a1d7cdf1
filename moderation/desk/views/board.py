"""One board: its course, its numbers, and what needs looking at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.text.moments import day_and_time
from moderation.actions.dates import move_end
from moderation.announcing.actions.pausing import pause_and_tell, resume
from moderation.announcing.page import names_in
from moderation.desk.ahead import ahead_for
from moderation.desk.concerns import concerns_for
from moderation.desk.deeds.boards import of_board
from moderation.desk.forms.stages import EndForm, PauseForm
from moderation.desk.held import held_mails
from moderation.desk.numbers import numbers_for
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.desk.reach import Reach
from moderation.desk.stages import cards_for
from moderation.desk.waits import waits_for
from moderation.desk.workload import sheet_of, work_shown
from moderation.participation import figures
from moderation.timetable.remarks import say_remarks
from moderation.timetable.telling import Telling, moved_or_asked
from moderation.web import EVERYONE, READERS, Desk, DeskRequest, staff_page
from participants.notices.people import reachable
from participants.voices import voices_of
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*EVERYONE)
@require_safe
def desk_board(request: DeskRequest) -> HttpResponse:
    """In one look: what is wrong, what waits for me, where the board stands, what comes next."""
    desk = request.desk
    reach, counted = Reach(desk.board), figures(desk.board, desk.now)
    cards = cards_for(desk, reach, counted, work_shown(desk))
    stages = [card.stage for card in cards]
    context = {
        "cards": cards,
        "concerns": concerns_for(desk, stages),
        "waits": None if desk.role == Role.RECRUITER else waits_for(desk),
        "ahead": ahead_for(desk, stages, reach),
        "numbers": numbers_for(desk, counted),
        "voices": [] if desk.member.is_observer else voices_of(desk.board, desk.member),
        "pause": desk.pause,
        "held": held_mails(desk),
        "deeds": of_board(desk),
    }
    return page(request, "desk_board", "desk_board", context)


@staff_page(*READERS)
@require_safe
def desk_workload(request: DeskRequest) -> HttpResponse:
    """What the guide asks of one person, by day and by stage, and how long people really take."""
    return page(request, "desk_workload", "desk_workload", {"sheet": sheet_of(request.desk)})


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_pause(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    form = PauseForm(posted(request))
    if form.is_valid():
        _refuse_names(desk, form)
    if request.method != "POST" or not form.is_valid():
        wanting_mail = reachable().filter(board=desk.board, muted_at=None).count()
        context = {"form": form, "told": wanting_mail}
        return form_page(request, "desk_pause", "desk_board", context)
    return carry_out(
        request,
        lambda: pause_and_tell(
            board=desk.board,
            message=form.cleaned_data["message"],
            tell=form.cleaned_data["tell"],
            by=desk.user,
            now=desk.now,
        ),
        done=_("The board is paused. Participants can read, and write nothing."),
        already=_("The board was paused already."),
        back=_home(request),
    )


def _refuse_names(desk: Desk, form: PauseForm) -> None:
    """Mail names no participant."""
    named = names_in(desk, form.cleaned_data["message"]) if form.cleaned_data["tell"] else []
    if named:
        words = _("%(names)s is named in it, and mail names no participant: say it otherwise.")
        form.add_error("message", words % {"names": ", ".join(named)})


@staff_page(Role.FACILITATOR)
@require_POST
def desk_resumption(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    since = day_and_time(desk.pause.started_at, desk.zone) if desk.pause else ""
    return carry_out(
        request,
        lambda: resume(board=desk.board, by=desk.user, now=desk.now),
        done=_("The board goes on: participants can write again. It was paused since %(when)s.")
        % {"when": since},
        already=_("The board was not paused."),
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_end(request: DeskRequest) -> HttpResponse:
    form = EndForm(request.desk.board, posted(request))
    if form.is_valid() and (telling := _moved_end(request, form)):
        if telling.is_settled:
            return redirect(_home(request))
        return page(request, "desk_end", "desk_board", {"form": form, "telling": telling})
    return form_page(request, "desk_end", "desk_board", {"form": form})


def _moved_end(request: DeskRequest, form: EndForm) -> Telling | None:
    """The board ends as typed now, if that is settled; what stands against it is said beside its
    field."""
    desk, to = request.desk, form.moved()
    try:
        moved, telling = moved_or_asked(
            request,
            lambda: (
                to is not None
                and move_end(board=desk.board, to=to, by=desk.user, now=desk.now, tell=True)
            ),
        )
    except Refused as refused:
        say_beside(form, refused)
        return None
    if telling.is_settled and moved:
        messages.success(request, _("The end of the board is moved."))
        say_remarks(request)
    elif telling.is_settled:
        messages.info(request, _("The board ends as it did."))
    return telling


def _home(request: DeskRequest) -> str:
    return reverse("desk_board", args=[request.desk.board.slug])
