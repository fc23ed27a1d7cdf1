"""The colour and the logo of participants' pages are chosen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bulletin.media.keeping import made_harmless
from bulletin.media.refusing import NotTaken
from moderation.desk.pages import page, posted
from moderation.studio.forms.appearance import LookForm
from moderation.web import Desk, DeskRequest, staff_page
from sessions.actions.looks import set_look
from sessions.enums import Role
from sessions.studio.actions.files import add_file


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_look(request: DeskRequest) -> HttpResponse:
    """Tried, they are shown as they would be, light and dark; saved, they stand."""
    desk = request.desk
    form = LookForm(desk.board, posted(request))
    is_tried = "try" in request.POST
    if request.method == "POST":
        _take_picture(desk, form, request.FILES.get("upload"))
        if form.is_valid() and not is_tried:
            _set(desk, form, request)
            return redirect("desk_guide_look", desk.board.slug)
    context, status = {"form": form}, 422 if form.errors else 200
    tab = "desk_guide_texts"
    return page(request, "desk_guide_look", tab, context, status=status, folder="studio")


def _set(desk: Desk, form: LookForm, request: DeskRequest) -> None:
    changed = set_look(
        board=desk.board,
        accent=form.chosen_accent,
        logo=form.chosen_logo,
        alternative=form.chosen_alternative,
        by=desk.user,
        now=desk.now,
    )
    if changed:
        messages.success(request, _("Participants' pages look so from now on."))
    else:
        messages.info(request, _("Nothing was changed."))


def _take_picture(desk: Desk, form: LookForm, file: Any) -> None:
    """It is kept at once, so that nobody has to choose it again for a mistake beside it."""
    if file is None:
        return
    try:
        harmless = made_harmless(file)
        if not harmless.is_picture:
            raise NotTaken(_("This is no picture."))
    except NotTaken as why:
        form.add_error("upload", str(why))
    else:
        form.took(add_file(board=desk.board, harmless=harmless, uploaded_name=file.name))
