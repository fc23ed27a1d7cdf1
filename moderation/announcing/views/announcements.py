"""Announcements at the desk: the list, one of them, and what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from moderation.announcing import rules
from moderation.announcing.actions import announcements as actions
from moderation.announcing.forms import LATER, AnnouncementForm, PublicationForm
from moderation.announcing.page import (
    Mails,
    lines_for,
    mails_of,
    may,
    preview_of,
    reached_by,
    state_of,
    to_whom,
)
from moderation.desk.pages import carry_out, form_page, page, posted, say_beside
from moderation.web import READERS, Desk, DeskRequest, staff_page
from participants.models import Announcement
from sessions.actions.errors import Refused
from sessions.enums import Role

TAB = "desk_announcements"


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_announcements(request: DeskRequest) -> HttpResponse:
    """All of them; a POST writes one more, as a draft."""
    desk = request.desk
    form = AnnouncementForm(desk.board, posted(request))
    if form.is_valid():
        made = actions.write_announcement(
            board=desk.board,
            wording=form.wording(),
            audience=form.audience(),
            by=desk.user,
            now=desk.now,
        )
        messages.success(request, _("The draft is kept. Nobody but you who run the board sees it."))
        return redirect("desk_announcement", desk.board.slug, made.pk)
    context = {"form": form, "lines": lines_for(desk)}
    return form_page(request, "desk_announcements", TAB, context, folder="announcing")


@staff_page(*READERS)
@require_safe
def desk_announcement(request: DeskRequest, announcement_id: UUID) -> HttpResponse:
    """As mail and as it stands on the board, for how many, and what may be done with it."""
    desk, here = request.desk, _at(request.desk, announcement_id)
    context = _context(desk, here)
    return page(request, "desk_announcement", TAB, context, folder="announcing")


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_announcement_text(request: DeskRequest, announcement_id: UUID) -> HttpResponse:
    desk, here = request.desk, _at(request.desk, announcement_id)
    is_fixed = rules.is_fixed(here, desk.now)
    form = AnnouncementForm(desk.board, posted(request), announcement=here, is_fixed=is_fixed)
    if form.is_valid():
        try:
            changed = actions.rewrite(
                announcement=here,
                wording=form.wording(),
                audience=form.audience(),
                member=desk.member,
                now=desk.now,
            )
        except Refused as refused:
            say_beside(form, refused)
        else:
            done = _("It is corrected.") if is_fixed else _("It is saved.")
            messages.success(request, done if changed else _("Nothing was changed."))
            return redirect(_home(request, here))
    context = {"form": form, "announcement": here, "is_fixed": is_fixed}
    return form_page(request, "desk_announcement_text", TAB, context, folder="announcing")


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_announcement_publication(request: DeskRequest, announcement_id: UUID) -> HttpResponse:
    """What follows, and when; a POST lets it out."""
    desk, here = request.desk, _at(request.desk, announcement_id)
    form = PublicationForm(desk.board, posted(request))
    if form.is_valid():
        later = form.cleaned_data["when"] == LATER
        try:
            published = actions.publish(
                announcement=here,
                appears=form.wall_time("appears") if later else None,
                by=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            say_beside(form, refused)
        else:
            done = _("It appears at its moment.") if later else _("It is on the board.")
            messages.success(request, done if published else _("It was published already."))
            return redirect(_home(request, here))
    context = {"form": form, **_context(desk, here)}
    return form_page(request, "desk_announcement_publication", TAB, context, folder="announcing")


@staff_page(Role.FACILITATOR)
@require_POST
def desk_announcement_withdrawal(request: DeskRequest, announcement_id: UUID) -> HttpResponse:
    desk, here = request.desk, _at(request.desk, announcement_id)
    appeared = rules.is_fixed(here, desk.now)
    return carry_out(
        request,
        lambda: actions.take_back(announcement=here, by=desk.user, now=desk.now),
        done=_("It is taken back.") if appeared else _("It is a draft again."),
        already=_("It was not published."),
        back=_home(request, here),
    )


@staff_page(*READERS)
@require_POST
def desk_announcement_removal(request: DeskRequest, announcement_id: UUID) -> HttpResponse:
    here = _at(request.desk, announcement_id)
    return carry_out(
        request,
        lambda: actions.discard(announcement=here),
        done=_("The draft is gone."),
        already=_("What is published can be taken back, and stays here."),
        back=reverse("desk_announcements", args=[request.desk.board.slug]),
    )


def _at(desk: Desk, announcement_id: UUID) -> Announcement:
    """Raises Http404 for what stands on another board."""
    there = desk.board.announcements.select_related("segment__segment_set", "stage")
    here = there.filter(pk=announcement_id).first()
    if here is None:
        raise Http404
    return here


def _context(desk: Desk, here: Announcement) -> dict[str, object]:
    return {
        "announcement": here,
        "stands": state_of(here, desk.now),
        "to": to_whom(here),
        "reached": reached_by(desk, here),
        "preview": preview_of(desk, here),
        "mails": mails_of(desk).get(here.pk, Mails()),
        "may": may(desk, here),
    }


def _home(request: DeskRequest, here: Announcement) -> str:
    return reverse("desk_announcement", args=[request.desk.board.slug, here.pk])
