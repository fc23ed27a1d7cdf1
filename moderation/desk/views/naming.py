"""What participants may do about the pseudonym that was drawn for them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from moderation.desk.forms.naming import PseudonymsForm
from moderation.desk.pages import form_page, posted
from moderation.web import DeskRequest, staff_page
from sessions.actions.naming import set_choice_of_pseudonym
from sessions.enums import Role


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_pseudonyms(request: DeskRequest) -> HttpResponse:
    desk = request.desk
    form = PseudonymsForm(posted(request), initial={"offered": desk.board.choose_pseudonym})
    if form.is_valid():
        offered = form.cleaned_data["offered"]
        changed = set_choice_of_pseudonym(
            board=desk.board, offered=offered, by=desk.user, now=desk.now
        )
        if changed:
            messages.success(request, _("It is kept."))
        else:
            messages.info(request, _("Nothing was changed."))
        return redirect("desk_pseudonyms", desk.board.slug)
    return form_page(request, "desk_pseudonyms", "desk_pseudonyms", {"form": form})
