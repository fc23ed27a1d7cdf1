"""Stages are added, named, moved and removed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.stages import arrange_stage
from moderation.desk.found import stage_at
from moderation.desk.pages import form_page, page, posted, say_beside
from moderation.studio.forms.stages import StageForm, StageRulesForm
from moderation.studio.pages import guide_page
from moderation.timetable.remarks import say_remarks
from moderation.timetable.telling import Telling, moved_or_asked
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import Stage
from sessions.studio.actions.stages import add_stage, change_stage, move_stage, remove_stage
from sessions.studio.actions.texts import TextsOvertaken
from sessions.studio.surroundings import Surroundings


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_stages(request: DeskRequest) -> HttpResponse:
    """A stage more, the last of all."""
    desk, form = request.desk, StageForm(posted(request))
    if form.is_valid():
        made = add_stage(board=desk.board, by=desk.user, now=desk.now, **form.cleaned_data)
        messages.success(request, _("“%(title)s” is added.") % form.cleaned_data)
        return redirect(_place_of(request, made))
    context = {"form": form}
    return form_page(request, "desk_guide_stages", "desk_guide", context, folder="studio")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_stage(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    """What a stage is called and how it is introduced; of two who change the same, the second is
    shown both."""
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    form = StageForm(request.POST, stage)
    if form.is_valid():
        texts, seen = form.texts(), form.seen()
        try:
            changed = change_stage(stage=stage, texts=texts, seen=seen, by=desk.user, now=desk.now)
        except TextsOvertaken as overtaken:
            form.complain(overtaken.now)
        except Refused as refused:
            say_beside(form, refused)
        else:
            if changed:
                messages.success(request, _("“%(title)s” is as you wrote it.") % texts)
            else:
                messages.info(request, _("Nothing was changed."))
            return redirect(_place_of(request, stage))
    around = Surroundings.of(desk.board)
    return guide_page(request, around, wrong_stage=form, stage_of=stage.pk, status=422)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_stage_rules(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    """How it opens, its dates, in which order it is answered and for whom it is."""
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    form = StageRulesForm(stage, Surroundings.of(desk.board), desk.now, posted(request))
    context = {"form": form, "stage": stage, "is_live": desk.board.is_launched(desk.now)}
    if form.is_valid() and (telling := _arranged(request, form)):
        if telling.is_settled:
            return redirect(_place_of(request, stage))
        context["telling"] = telling
        return page(request, "desk_guide_stage_rules", "desk_guide", context, folder="studio")
    return form_page(request, "desk_guide_stage_rules", "desk_guide", context, folder="studio")


def _arranged(request: DeskRequest, form: StageRulesForm) -> Telling | None:
    """The stage goes by these rules and dates now, if that is settled; what stands against it is
    said beside its field."""
    desk, stage, rules, to = request.desk, form.stage, form.rules(), form.moved()
    try:
        changed, telling = moved_or_asked(
            request,
            lambda: arrange_stage(
                stage=stage, rules=rules, to=to, by=desk.user, now=desk.now, tell=True
            ),
        )
    except Refused as refused:
        say_beside(form, refused)
        return None
    if telling.is_settled and changed:
        messages.success(request, _("“%s” is as you wanted it.") % stage.title)
        say_remarks(request, stage)
    elif telling.is_settled:
        messages.info(request, _("Nothing was changed."))
    return telling


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_stage_place(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    """`up` takes it before the stage above it, anything else after the one below."""
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    try:
        move_stage(stage=stage, up="up" in request.POST, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(_place_of(request, stage))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_stage_removal(request: DeskRequest, stage_id: UUID) -> HttpResponse:
    desk, stage = request.desk, stage_at(request.desk, stage_id)
    try:
        remove_stage(stage=stage, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_place_of(request, stage))
    messages.success(request, _("“%(title)s” is removed.") % {"title": stage.title})
    return redirect("desk_guide", desk.board.slug)


def _place_of(request: DeskRequest, stage: Stage) -> str:
    return f"{reverse('desk_guide', args=[request.desk.board.slug])}#stage-{stage.pk}"
