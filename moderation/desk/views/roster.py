"""Many people at once: brought, understood, mended, and put on the roster by one press."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.bringing import bring_people
from moderation.desk.forms.roster import RosterForm
from moderation.desk.pages import form_page, page, posted
from moderation.desk.roster import Preview, preview_of
from moderation.web import READERS, DeskRequest, staff_page
from participants.roster.brought import unpacked
from participants.roster.errors import RosterErrors
from participants.roster.importing import RosterResult
from sessions.enums import Role

BRINGERS = (*READERS, Role.RECRUITER)


@staff_page(*BRINGERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_roster(request: DeskRequest) -> HttpResponse:
    """What was understood of a list is shown; nothing of it is kept."""
    form = RosterForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid():
        return _preview(request, preview_of(request.desk, form.table))
    return form_page(request, "desk_roster", "desk_people", {"form": form})


@staff_page(*BRINGERS)
@require_POST
def desk_roster_preview(request: DeskRequest) -> HttpResponse:
    """The same list with its columns chosen and its cells mended."""
    return _preview(request, _understood(request)) if _has_table(request) else _again(request)


@staff_page(*BRINGERS)
@require_POST
def desk_roster_import(request: DeskRequest) -> HttpResponse:
    """Everybody on it is on the roster, or the same page says what stands against it."""
    if not _has_table(request):
        return _again(request)
    desk, preview = request.desk, _understood(request)
    if not preview.can_be_imported:
        return _preview(request, preview)
    rows, columns = preview.roster
    try:
        result = bring_people(rows=rows, columns=columns, by=desk.member, now=desk.now)
    except RosterErrors:
        return _preview(request, _understood(request))
    messages.success(request, _in_words(result))
    return redirect("desk_people", desk.board.slug)


def _has_table(request: DeskRequest) -> bool:
    try:
        unpacked(request.POST.get("table", ""))
    except RosterErrors as errors:
        messages.error(request, " ".join(error.message for error in errors.errors))
        return False
    return True


def _understood(request: DeskRequest) -> Preview:
    return preview_of(request.desk, unpacked(request.POST["table"]), request.POST.dict())


def _again(request: DeskRequest) -> HttpResponse:
    return redirect("desk_roster", request.desk.board.slug)


def _preview(request: DeskRequest, preview: Preview) -> HttpResponse:
    desk = request.desk
    context: dict[str, Any] = {
        "preview": preview,
        "is_inviting": desk.board.is_launched(desk.now) and not desk.board.has_ended(desk.now),
        "has_ended": desk.board.has_ended(desk.now),
    }
    status = 200 if preview.can_be_imported else 422
    return page(request, "desk_roster_preview", "desk_people", context, status=status)


def _in_words(result: RosterResult) -> str:
    added = ngettext(
        "%(count)d person was added.", "%(count)d people were added.", result.added
    ) % {"count": result.added}
    changed = ngettext("%(count)d was changed.", "%(count)d were changed.", result.updated) % {
        "count": result.updated
    }
    same = ngettext(
        "%(count)d stays as it was.", "%(count)d stay as they were.", result.unchanged
    ) % {"count": result.unchanged}
    return f"{added} {changed} {same}"
