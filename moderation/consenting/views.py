"""The consent's versions are read, a draft is written, and published (rule 12)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bulletin.text.markdown import to_html
from moderation.consenting.forms import PublicationForm, SheetForm
from moderation.consenting.versions import following, versions_of
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.consents import (
    Sheet,
    SheetOvertaken,
    discard_draft,
    draft_of,
    publish_draft,
    save_draft,
    sheet_of,
)
from sessions.actions.errors import Refused
from sessions.enums import Role

TAB = "desk_consent_versions"


@dataclass(frozen=True)
class Preview:
    """As participants would read it."""

    html: str
    sheet: Sheet


@staff_page(*READERS)
@require_safe
def desk_consent_versions(request: DeskRequest) -> HttpResponse:
    """Who agreed to which, each version word for word, and what it changed."""
    desk = request.desk
    lines = versions_of(desk.board)
    context = {
        "lines": lines,
        "draft": next((one for one in lines if one.version.published_at is None), None),
        "may_write": desk.member.is_facilitator,
    }
    return page(request, "desk_consent_versions", TAB, context, folder="consenting")


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_consent_draft(request: DeskRequest) -> HttpResponse:
    """It is saved, or only looked at (`look`); nobody but staff reads it before it is
    published."""
    desk = request.desk
    there = sheet_of(desk.board)
    form = SheetForm(there, posted(request))
    theirs = None
    if form.is_valid() and "look" not in request.POST:
        try:
            saved = save_draft(
                board=desk.board,
                sheet=form.sheet(),
                seen=form.cleaned_data["seen"],
                by=desk.user,
                now=desk.now,
            )
        except SheetOvertaken as overtaken:
            theirs = overtaken.now
            form.complain(overtaken.now)
        else:
            said = _("The draft is saved. Nobody is asked it yet.")
            messages.success(request, said if saved else _("Nothing was changed."))
            return redirect("desk_consent_draft", desk.board.slug)
    shown = form.sheet() if form.is_bound and form.is_valid() else there
    context = {
        "form": form,
        "theirs": theirs,
        "preview": Preview(to_html(shown.information), shown),
        "is_draft": draft_of(desk.board) is not None,
    }
    if "look" in request.POST and form.is_valid():
        return page(request, "desk_consent_draft", TAB, context, folder="consenting")
    return form_page(request, "desk_consent_draft", TAB, context, folder="consenting")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_consent_discarding(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    return carry_out(
        request,
        lambda: discard_draft(board=desk.board, by=desk.user, now=desk.now),
        done=_("The draft is gone."),
        already=_("There was no draft."),
        back=reverse("desk_consent_versions", args=[desk.board.slug]),
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_consent_publication(request: DeskRequest) -> HttpResponse:
    """What the draft changes, and who would be asked again."""
    desk, draft = request.desk, draft_of(request.desk.board)
    if draft is None:
        messages.info(request, _("There is no draft to publish."))
        return redirect("desk_consent_versions", desk.board.slug)
    follows = following(desk, draft)
    form = PublicationForm(follows.digest, is_first=follows.is_first, data=posted(request))
    if form.is_valid():
        try:
            publish_draft(
                board=desk.board,
                digest=form.cleaned_data["digest"],
                material=form.is_material,
                replaces=follows.replaces,
                by=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            say_beside(form, refused)
        else:
            messages.success(request, _("It is published: whoever is asked now is asked this."))
            return redirect("desk_consent_versions", desk.board.slug)
    context = {"form": form, "follows": follows, "draft": draft}
    return form_page(request, "desk_consent_publication", TAB, context, folder="consenting")
