"""Questions change their place, are doubled, leave the guide and come back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.desk.pages import carry_out, form_page, posted
from moderation.studio.finding import is_in_use, question_in
from moderation.studio.forms import FORMS
from moderation.studio.forms.stages import HidingForm
from moderation.studio.pages import place_of
from moderation.studio.views.questions import seen_in, show_both
from moderation.web import Desk, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Kind, Role
from sessions.models import Question, Stage, WorkingCopy
from sessions.studio.actions.arranging import (
    duplicate_question,
    hide_question,
    move_by_one,
    move_question,
    put_back,
    remove_question,
    show_question,
)
from sessions.studio.actions.saving import Overtaken, save_copy
from sessions.studio.surroundings import Surroundings


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_place(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """`stage` puts it there, last or before the question that `before` names; `up` takes it before
    the question above it, anything else after the one below."""
    desk, question = request.desk, question_in(request.desk, question_id)
    try:
        if "stage" in request.POST:
            to, before = _where(request)
            move_question(question=question, to=to, before=before, by=desk.user, now=desk.now)
        else:
            move_by_one(question=question, up="up" in request.POST, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(place_of(desk, question))


def _where(request: DeskRequest) -> tuple[Stage, Question | None]:
    """A question that left its place meanwhile is none to stand before."""
    stage = get_object_or_404(request.desk.board.stages, pk=_id_in(request, "stage"))
    before = _id_in(request, "before")
    return stage, stage.questions.in_guide().filter(pk=before).first() if before else None


def _id_in(request: DeskRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_twin(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk, question = request.desk, question_in(request.desk, question_id)
    try:
        made = duplicate_question(question=question, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_guide", desk.board.slug)
    return redirect(place_of(desk, made, is_open=True))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_removal(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """It is out of the guide, and the guide offers to put it back."""
    desk, question = request.desk, question_in(request.desk, question_id)
    try:
        if is_in_use(question):
            raise Refused(
                _("Replies, notes or prepared questions hang on this question: it can be hidden.")
            )
        remove_question(question=question, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(place_of(desk, question))
    return redirect(f"{reverse('desk_guide', args=[desk.board.slug])}?removed={question.pk}")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_return(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk = request.desk
    here = Question.objects.filter(stage__board=desk.board).select_related("stage__board")
    question = get_object_or_404(here, pk=question_id)
    seen = seen_in(request)
    if seen is None and "prompt" in request.POST:
        return HttpResponse(_("Open this question again."), status=422)
    try:
        changed = put_back(question=question, by=desk.user, now=desk.now)
        if seen is not None and (both := _keep_what_was_typed(request, question, seen)):
            return both
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        say = messages.success if changed else messages.info
        say(request, _put_back(desk, question) if changed else _("The question was in its place."))
    return redirect(place_of(desk, question))


def _put_back(desk: Desk, question: Question) -> str:
    waits = WorkingCopy.objects.filter(question=question).exists()
    if waits and desk.board.is_launched(desk.now):
        return _("The question is back in its place, and waits to be published.")
    return _("The question is back in its place.")


def _keep_what_was_typed(
    request: DeskRequest, question: Question, seen: int
) -> HttpResponse | None:
    """What somebody was typing when it was removed is what they read in it now; where it was
    saved since they were shown it, the page has both texts."""
    desk, back = request.desk, question_in(request.desk, question.pk)
    around = Surroundings.of(desk.board)
    kind = FORMS[Kind(back.kind)]
    typed = kind(back, around, request.POST).typed()
    try:
        save_copy(question=back, script=typed, seen=seen, around=around, by=desk.user, now=desk.now)
    except Overtaken as overtaken:
        return show_both(request, around, kind.showing(back, around, typed), seen, overtaken)
    return None


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_hiding(request: DeskRequest, question_id: UUID) -> HttpResponse:
    """What participants have met is hidden from them, with the reason."""
    desk, question = request.desk, question_in(request.desk, question_id)
    form = HidingForm(posted(request))
    if form.is_valid():
        why = form.cleaned_data["why"]
        return carry_out(
            request,
            lambda: hide_question(question=question, why=why, by=desk.user, now=desk.now),
            done=_("The question is hidden. You can show it again."),
            already=_("The question was hidden already."),
            back=place_of(desk, question),
        )
    context = {"form": form, "question": question}
    return form_page(request, "desk_guide_hiding", "desk_guide", context, folder="studio")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_guide_showing(request: DeskRequest, question_id: UUID) -> HttpResponse:
    desk, question = request.desk, question_in(request.desk, question_id)
    return carry_out(
        request,
        lambda: show_question(question=question, by=desk.user, now=desk.now),
        done=_("Participants see the question again, as its rules say."),
        already=_("The question was not hidden."),
        back=place_of(desk, question),
    )
