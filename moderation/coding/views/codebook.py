"""The board's codebook, and the replies that have a code."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.audit.models import Entry
from moderation.coding.actions.codebook import (
    add_code,
    change_code,
    merge_codes,
    move_code,
    remove_code,
    restore_code,
)
from moderation.coding.codebook import codebook_for, csv_of
from moderation.coding.counts import codable, coded_with, comparisons_of
from moderation.coding.finds import finds_for
from moderation.coding.forms import CodeForm, MergeForm
from moderation.coding.found import code_at, current_code_at
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.models import Code
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_codebook(request: DeskRequest) -> HttpResponse:
    """Every code with its count, and the form that adds one."""
    desk, form = request.desk, CodeForm(request.desk.board, posted(request))
    if form.is_valid() and _kept(
        form, lambda typed: add_code(board=desk.board, by=desk.user, now=desk.now, **typed)
    ):
        messages.success(request, _("“%(name)s” is in the codebook.") % form.cleaned_data)
        return redirect("desk_codebook", desk.board.slug)
    context = {"form": form, "codebook": codebook_for(desk)}
    return form_page(request, "desk_codebook", "desk_codebook", context)


@staff_page(*READERS)
@require_safe
def desk_codebook_file(request: DeskRequest) -> HttpResponse:
    """The codebook for a spreadsheet program; who took it stands in the trail."""
    desk = request.desk
    if request.method == "GET":
        Entry.objects.record(
            "codebook_downloaded",
            now=desk.now,
            actor=desk.user.pk,
            board=desk.board.pk,
            subject=desk.board,
        )
    day = desk.now.astimezone(desk.board.zone)
    name = get_valid_filename(f"{desk.board.slug}-codebook-{day:%Y-%m-%d}.csv")
    return HttpResponse(
        csv_of(codebook_for(desk)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff_page(*READERS)
@require_safe
def desk_code(request: DeskRequest, code_id: UUID) -> HttpResponse:
    """The replies with this code in their place, and how they are spread over the segments."""
    desk, code = request.desk, current_code_at(request.desk, code_id)
    said = codable(desk)
    everybody, comparisons = comparisons_of(desk, code, said)
    context = {
        "code": code,
        "everybody": everybody,
        "comparisons": comparisons,
        "finds": finds_for(desk, coded_with(said, code), request.GET.get("page", "")),
    }
    return page(request, "desk_code", "desk_codebook", context)


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_code_change(request: DeskRequest, code_id: UUID) -> HttpResponse:
    """What a code is called, means and stands under; and what it can be merged into."""
    desk, code = request.desk, current_code_at(request.desk, code_id)
    form = CodeForm(desk.board, posted(request), code)
    if form.is_valid() and _kept(
        form, lambda typed: change_code(code=code, by=desk.user, now=desk.now, **typed)
    ):
        messages.success(request, _("“%(name)s” is as you wrote it.") % form.cleaned_data)
        return redirect("desk_codebook", desk.board.slug)
    return _change_page(request, code, form, MergeForm(code))


@staff_page(*READERS)
@require_POST
def desk_code_merging(request: DeskRequest, code_id: UUID) -> HttpResponse:
    desk, code = request.desk, current_code_at(request.desk, code_id)
    form = MergeForm(code, request.POST)
    if not form.is_valid():
        return _change_page(request, code, CodeForm(desk.board, code=code), form)
    into = form.cleaned_data["into"]
    merge_codes(code=code, into=into, by=desk.user, now=desk.now)
    messages.success(request, _("What had the code has “%(name)s” now.") % {"name": into.name})
    return redirect("desk_codebook", desk.board.slug)


@staff_page(*READERS)
@require_POST
def desk_code_place(request: DeskRequest, code_id: UUID) -> HttpResponse:
    """`up` takes it before the code above it, anything else after the one below."""
    desk, code = request.desk, current_code_at(request.desk, code_id)
    move_code(code=code, up="up" in request.POST)
    book = reverse("desk_codebook", args=[desk.board.slug])
    return redirect(f"{book}#code-{code.pk}")


@staff_page(*READERS)
@require_POST
def desk_code_removal(request: DeskRequest, code_id: UUID) -> HttpResponse:
    return _change(
        request, code_id, remove_code,
        done=_("“%(name)s” is removed. You can put it back below."),
        already=_("“%(name)s” was removed already."),
    )  # fmt: skip


@staff_page(*READERS)
@require_POST
def desk_code_restoration(request: DeskRequest, code_id: UUID) -> HttpResponse:
    return _change(
        request, code_id, restore_code,
        done=_("“%(name)s” is in the codebook again."),
        already=_("“%(name)s” was in the codebook."),
    )  # fmt: skip


def _change(
    request: DeskRequest, code_id: UUID, action: Callable[..., bool], *, done: str, already: str
) -> HttpResponse:
    desk, code = request.desk, code_at(request.desk, code_id)
    return carry_out(
        request,
        lambda: action(code=code, by=desk.user, now=desk.now),
        done=done % {"name": code.name},
        already=already % {"name": code.name},
        back=reverse("desk_codebook", args=[desk.board.slug]),
    )


def _change_page(
    request: DeskRequest, code: Code, form: CodeForm, merging: MergeForm
) -> HttpResponse:
    context = {"code": code, "form": form, "merging": merging}
    return form_page(request, "desk_code_change", "desk_codebook", context)


def _kept(form: CodeForm, action: Callable[[dict[str, Any]], object]) -> bool:
    """Whether it is done; what stands against it is said beside its field."""
    try:
        action(form.cleaned_data)
    except Refused as refused:
        say_beside(form, refused)
        return False
    return True
