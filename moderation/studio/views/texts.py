"""The board's title, welcome and front matter are written."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.desk.pages import form_page, posted, say_beside
from moderation.studio.forms.texts import TextsForm
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.studio.actions.texts import TextsOvertaken, set_texts


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_texts(request: DeskRequest) -> HttpResponse:
    """They stand at once; of two who change the same text, the second is shown both."""
    desk = request.desk
    form = TextsForm(desk.board, posted(request))
    if form.is_valid():
        try:
            changed = set_texts(
                board=desk.board,
                texts=form.texts(),
                seen=form.seen(),
                by=desk.user,
                now=desk.now,
            )
        except TextsOvertaken as overtaken:
            form.complain(overtaken.now)
        except Refused as refused:
            say_beside(form, refused)
        else:
            if changed:
                messages.success(request, _("Participants read it so from now on."))
            else:
                messages.info(request, _("Nothing was changed."))
            return redirect("desk_guide_texts", desk.board.slug)
    context = {"form": form}
    return form_page(request, "desk_guide_texts", "desk_guide_texts", context, folder="studio")
