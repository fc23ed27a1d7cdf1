"""Questions that staff have ready: a page to add, change, order and remove them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.prepared import (
    change_prepared,
    move_up,
    prepare_probe,
    remove_prepared,
)
from moderation.desk.forms.notes import PreparedForm
from moderation.desk.guide import published_questions
from moderation.desk.pages import form_page, posted
from moderation.desk.prepared import prepared_on
from moderation.models import PreparedProbe
from moderation.web import READERS, Desk, DeskRequest, staff_page

# Where the browser's session keeps what was removed last, by board.
REMOVED = "removed prepared probes"


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_prepared(request: DeskRequest) -> HttpResponse:
    """All of them, a form for one more, and what was removed last, to bring it back."""
    desk = request.desk
    form = PreparedForm(desk, posted(request))
    if form.is_valid():
        prepare_probe(board=desk.board, **form.cleaned_data, by=desk.user, now=desk.now)
        messages.success(request, _("The question is ready to be asked."))
        return redirect("desk_prepared", desk.board.slug)
    context = {
        "form": form,
        "prepared": list(prepared_on(desk).select_related("question__current_version")),
        "removed": _removed(request),
    }
    return form_page(request, "desk_prepared", "desk_probes", context)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_prepared_probe(request: DeskRequest, prepared_id: UUID) -> HttpResponse:
    desk, prepared = request.desk, _at(request.desk, prepared_id)
    initial = {"text": prepared.text, "question": prepared.question_id}
    form = PreparedForm(desk, posted(request), initial=initial)
    if not form.is_valid():
        return form_page(request, "desk_prepared_probe", "desk_probes", {"form": form})
    change_prepared(prepared=prepared, **form.cleaned_data, by=desk.user, now=desk.now)
    messages.success(request, _("The question reads so now."))
    return redirect("desk_prepared", desk.board.slug)


@staff_page(*READERS)
@require_POST
def desk_prepared_removal(request: DeskRequest, prepared_id: UUID) -> HttpResponse:
    """It can be brought back until another is removed, or until one signs out."""
    desk, prepared = request.desk, _at(request.desk, prepared_id)
    kept = remove_prepared(prepared=prepared, by=desk.user, now=desk.now)
    request.session[REMOVED] = {str(desk.board.pk): kept}
    return redirect("desk_prepared", desk.board.slug)


@staff_page(*READERS)
@require_POST
def desk_prepared_return(request: DeskRequest) -> HttpResponse:
    desk, kept = request.desk, _removed(request)
    if kept is None:
        messages.info(request, _("Nothing was removed."))
    else:
        del request.session[REMOVED]
        where = published_questions(desk).filter(pk=kept["question"]).first()
        prepare_probe(
            board=desk.board,
            question=where,
            text=kept["text"],
            position=kept["position"],
            by=desk.user,
            now=desk.now,
        )
        messages.success(request, _("It is back where it was."))
    return redirect("desk_prepared", desk.board.slug)


@staff_page(*READERS)
@require_POST
def desk_prepared_place(request: DeskRequest, prepared_id: UUID) -> HttpResponse:
    """One place further up."""
    desk, prepared = request.desk, _at(request.desk, prepared_id)
    move_up(prepared=prepared, by=desk.user, now=desk.now)
    everything = reverse("desk_prepared", args=[desk.board.slug])
    return redirect(f"{everything}#prepared-{prepared.pk}")


def _at(desk: Desk, prepared_id: UUID) -> PreparedProbe:
    prepared = get_object_or_404(prepared_on(desk), pk=prepared_id)
    prepared.board = desk.board
    return prepared


def _removed(request: DeskRequest) -> dict[str, Any] | None:
    kept: dict[str, dict[str, Any]] = request.session.get(REMOVED, {})
    return kept.get(str(request.desk.board.pk))
