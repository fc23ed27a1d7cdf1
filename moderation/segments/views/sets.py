"""The board's sets of segments and their values."""

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.desk.pages import form_page, posted, say_beside
from moderation.segments.actions.sets import (
    add_set,
    add_value,
    change_set,
    move_value,
    remove_set,
    remove_value,
    rename_value,
)
from moderation.segments.forms import SetForm, ValueForm
from moderation.segments.found import segment_at, set_at
from moderation.segments.hanging import hanging_on, hanging_on_set
from moderation.segments.uses import cards_for
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.models import SegmentSet


@staff_page(*READERS, Role.RECRUITER)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_segments(request: DeskRequest) -> HttpResponse:
    """Every set with its values and who they are for, and for a facilitator a form for one more."""
    desk = request.desk
    if request.method == "POST" and not desk.member.is_facilitator:
        raise PermissionDenied
    form = SetForm(posted(request))
    if form.is_valid() and _did(
        form, lambda: add_set(board=desk.board, by=desk.user, now=desk.now, **form.cleaned_data)
    ):
        messages.success(request, _("The set is there. Give it values."))
        return redirect("desk_segments", desk.board.slug)
    return _list(request, form)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_segment_values(request: DeskRequest, set_id: UUID) -> HttpResponse:
    desk, segment_set = request.desk, set_at(request.desk, set_id)
    form = ValueForm(request.POST, of=segment_set)
    if form.is_valid() and _did(
        form,
        lambda: add_value(segment_set=segment_set, by=desk.user, now=desk.now, **form.cleaned_data),
    ):
        return redirect(_home(request, segment_set))
    return _list(request, SetForm(), of=segment_set, value_form=form)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_segment_set(request: DeskRequest, set_id: UUID) -> HttpResponse:
    """What a set is called, and how many of its values one person may hold."""
    desk, segment_set = request.desk, set_at(request.desk, set_id)
    called = segment_set.key
    form = SetForm(posted(request), segment_set)
    if desk.board.launched_at:
        form.fields["key"].disabled = True
        form.fields["key"].help_text = _("The board is live: transcripts know it by its name.")
    if form.is_valid() and _did(
        form,
        lambda: change_set(
            segment_set=segment_set, by=desk.user, now=desk.now, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The set is as you wanted it."))
        return redirect(_home(request, segment_set))
    context = {"form": form, "set": segment_set, "name": called, "why": hanging_on_set(segment_set)}
    return form_page(request, "desk_segment_set", "desk_segments", context, folder="segments")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_segment_set_removal(request: DeskRequest, set_id: UUID) -> HttpResponse:
    desk, segment_set = request.desk, set_at(request.desk, set_id)
    try:
        remove_set(segment_set=segment_set, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_segment_set", desk.board.slug, set_id)
    messages.success(request, _("The set is removed."))
    return redirect("desk_segments", desk.board.slug)


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_segment(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """What a value is called, and that it can go where nothing hangs on it."""
    desk, segment = request.desk, segment_at(request.desk, segment_id)
    form = ValueForm(posted(request), segment)
    if form.is_valid() and _did(
        form,
        lambda: rename_value(segment=segment, by=desk.user, now=desk.now, **form.cleaned_data),
    ):
        messages.success(request, _("The value is called so now."))
        return redirect(_home(request, segment.segment_set))
    context = {"form": form, "segment": segment, "why": hanging_on([segment])}
    return form_page(request, "desk_segment", "desk_segments", context, folder="segments")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_segment_place(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    """`up` takes it before the value above it, anything else behind the one below."""
    desk, segment = request.desk, segment_at(request.desk, segment_id)
    move_value(segment=segment, up="up" in request.POST, by=desk.user, now=desk.now)
    return redirect(_home(request, segment.segment_set))


@staff_page(Role.FACILITATOR)
@require_POST
def desk_segment_removal(request: DeskRequest, segment_id: UUID) -> HttpResponse:
    desk, segment = request.desk, segment_at(request.desk, segment_id)
    try:
        remove_value(segment=segment, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_segment", desk.board.slug, segment_id)
    messages.success(request, _("“%(value)s” is removed.") % {"value": segment.value})
    return redirect(_home(request, segment.segment_set))


def _list(
    request: DeskRequest,
    form: SetForm,
    *,
    of: SegmentSet | None = None,
    value_form: ValueForm | None = None,
) -> HttpResponse:
    """With the form of one set as it was posted."""
    cards = [
        (card, value_form if card.segment_set == of else ValueForm(of=card.segment_set))
        for card in cards_for(request.desk)
    ]
    context = {"cards": cards, "form": form}
    return form_page(request, "desk_segments", "desk_segments", context, folder="segments")


def _did(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Whether it was done; where it was refused, the form says why."""
    try:
        deed()
    except Refused as refused:
        say_beside(form, refused)
        return False
    return True


def _home(request: DeskRequest, segment_set: SegmentSet) -> str:
    return f"{reverse('desk_segments', args=[request.desk.board.slug])}#set-{segment_set.pk}"
