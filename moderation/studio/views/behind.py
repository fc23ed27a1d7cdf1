"""Who runs the board, and whom participants can ask."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.desk.pages import form_page, posted
from moderation.studio.forms.behind import BehindForm
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role
from sessions.studio.actions.behind import set_people_behind


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_guide_behind(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    form = BehindForm(desk.board, posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            set_people_behind(
                board=desk.board,
                run_by=form.people_who_run_it(),
                contacts=form.people_to_ask(),
                by=desk.user,
                now=desk.now,
            )
        except Refused as refused:
            form.wrong = str(refused)
        else:
            messages.success(request, _("Participants read it so from now on."))
            return redirect("desk_guide_behind", desk.board.slug)
    context = {"form": form}
    return form_page(request, "desk_guide_behind", "desk_guide_texts", context, folder="studio")
