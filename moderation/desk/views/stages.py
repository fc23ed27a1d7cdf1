"""A stage is released, opened, closed and moved, or somebody gets more time for it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.dates import give_more_time_to, move_dates
from moderation.desk.forms.more_time import StageMoreTimeForm
from moderation.desk.forms.stages import DatesForm
from moderation.desk.found import stage_at
from moderation.desk.more_time import gave_more_time
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.timetable.remarks import say_remarks
from moderation.timetable.telling import Telling, moved_or_asked
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.actions.staging import close_stage_now, hold_stage, open_stage_now, release_stage
from sessions.enums import Role
from sessions.models import Stage
from sessions.rules import has_opened


@staff_page(Role.FACILITATOR)
@require_POST
def desk_release(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    return carry_out(
        request,
        lambda: release_stage(stage=stage, by=desk.user, now=desk.now),
        done=_("“%(stage)s” is released.") % {"stage": stage.title},
        already=_("“%(stage)s” was released already.") % {"stage": stage.title},
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_holding(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    return carry_out(
        request,
        lambda: hold_stage(stage=stage, by=desk.user, now=desk.now),
        done=_("The release of “%(stage)s” is taken back.") % {"stage": stage.title},
        already=_("“%(stage)s” was not released.") % {"stage": stage.title},
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_opening(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    return carry_out(
        request,
        lambda: open_stage_now(stage=stage, by=desk.user, now=desk.now),
        done=_("“%(stage)s” is open.") % {"stage": stage.title},
        already=_("“%(stage)s” was open already.") % {"stage": stage.title},
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_POST
def desk_closing(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    return carry_out(
        request,
        lambda: close_stage_now(stage=stage, by=desk.user, now=desk.now),
        done=_("“%(stage)s” is closed.") % {"stage": stage.title},
        already=_("“%(stage)s” was closed already.") % {"stage": stage.title},
        back=_home(request),
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_dates(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    form = DatesForm(stage, desk.now, posted(request))
    context = {"form": form, "stage": stage, "has_opened": has_opened(stage, desk.now)}
    if form.is_valid() and (telling := _moved(request, form)):
        if telling.is_settled:
            return redirect(_home(request))
        return page(request, "desk_dates", "desk_board", {**context, "telling": telling})
    return form_page(request, "desk_dates", "desk_board", context)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_stage_more_time(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    """One person, those of a segment or all whom it is for get more time for this stage."""
    stage = stage_at(request.desk, stage_id)
    form = StageMoreTimeForm(stage, posted(request))
    if form.is_valid() and _gave_more_time(request, form, stage):
        return redirect(_home(request))
    context = {"form": form, "stage": stage}
    return form_page(request, "desk_stage_more_time", "desk_board", context)


def _gave_more_time(request: DeskRequest, form: StageMoreTimeForm, stage: Stage) -> bool:
    """Whether it is done; how many it was for is said."""
    desk, people = request.desk, form.chosen_people()
    if form.is_for_one():
        given = gave_more_time(request, form, person=people[0], stage=stage)
        if given:
            messages.success(request, _("They have more time."))
        return given
    try:
        number = give_more_time_to(
            people,
            stage=stage,
            until=form.instant("until"),
            reason=form.cleaned_data["reason"],
            by=desk.user,
            now=desk.now,
        )
    except Refused as refused:
        say_beside(form, refused)
        return False
    _say_how_many(request, number, len(people))
    return True


def _say_how_many(request: DeskRequest, given: int, asked: int) -> None:
    words = ngettext("%(given)d person has more time.", "%(given)d people have more time.", given)
    said = words % {"given": given}
    if given < asked:
        kept = _("%(kept)d had as much already.") % {"kept": asked - given}
        said = f"{said} {kept}"
    messages.success(request, said)


def _moved(request: DeskRequest, form: DatesForm) -> Telling | None:
    """The dates are as typed now, if that is settled; what stands against it is said beside its
    field."""
    desk, to = request.desk, form.moved()
    try:
        moved, telling = moved_or_asked(
            request,
            lambda: move_dates(stage=form.stage, to=to, by=desk.user, now=desk.now, tell=True),
        )
    except Refused as refused:
        say_beside(form, refused)
        return None
    if telling.is_settled and moved:
        messages.success(request, _("The dates of “%s” are moved.") % form.stage.title)
        say_remarks(request, form.stage)
    elif telling.is_settled:
        messages.info(request, _("The dates are as they were."))
    return telling


def _home(request: DeskRequest) -> str:
    return reverse("desk_board", args=[request.desk.board.slug])
