"""What is collected, the statements written beside it, and the summary that they become."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from moderation.collecting.actions.statements import add_statement
from moderation.collecting.actions.summing_up import make_summary
from moderation.collecting.collection import collection_for, stages_for_a_summary
from moderation.collecting.forms import StatementForm, SummaryForm
from moderation.desk.pages import form_page
from moderation.studio.pages import place_of
from moderation.web import READERS, DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Role


@staff_page(*READERS)
@require_safe
def desk_collected(request: DeskRequest) -> HttpResponse:
    """`?removed=` a statement offers to put it back."""
    return _page(request, StatementForm())


@staff_page(Role.FACILITATOR)
@require_POST
def desk_statements(request: DeskRequest) -> HttpResponse:
    """One more statement, the last of those that wait."""
    desk, form = request.desk, StatementForm(request.POST)
    if form.is_valid():
        try:
            made = add_statement(
                board=desk.board, text=form.cleaned_data["text"], by=desk.user, now=desk.now
            )
        except Refused as refused:
            form.add_error("text", str(refused))
        else:
            address = reverse("desk_collected", args=[desk.board.slug])
            return redirect(f"{address}#statement-{made.pk}")
    return _page(request, form)


@staff_page(Role.FACILITATOR)
@require_POST
def desk_summary(request: DeskRequest) -> HttpResponse:
    """The statements that wait become a question, open to be written."""
    desk = request.desk
    stages, _ahead = stages_for_a_summary(desk)
    form = SummaryForm(stages, request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a stage that has another before it."))
        return redirect("desk_collected", desk.board.slug)
    try:
        made = make_summary(stage=form.chosen, by=desk.user, now=desk.now)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk_collected", desk.board.slug)
    return redirect(place_of(desk, made, is_open=True))


def _page(request: DeskRequest, form: StatementForm) -> HttpResponse:
    desk = request.desk
    stages, ahead = stages_for_a_summary(desk)
    context = {
        "collection": collection_for(desk),
        "form": form,
        "making": SummaryForm(stages, initial=ahead) if stages else None,
        "may_write": desk.member.is_facilitator,
        "removed_now": request.GET.get("removed", ""),
    }
    return form_page(request, "desk_collected", "desk_collected", context, folder="collecting")
