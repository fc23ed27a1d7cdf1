"""A person is erased, with a receipt, and what quotes them is decided on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from bulletin.accounts.confirming import fresh_sign_in
from moderation.actions.letting_in import view_identity
from moderation.desk.found import person_at
from moderation.desk.pages import form_page, page, posted
from moderation.desk.person_pages import named
from moderation.erasing.actions import decide, erase
from moderation.erasing.forms import ErasureForm, QuotingForm
from moderation.erasing.quoting import quoting, still_waiting
from moderation.erasing.receipt import closing, receipt_of
from moderation.web import DeskRequest, staff_page
from sessions.actions.errors import Refused
from sessions.enums import Audience, Role


@staff_page(Role.FACILITATOR)
@fresh_sign_in(then="desk_erasure")
@require_http_methods(["GET", "HEAD", "POST"])
def desk_erasure(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """What goes, what stays and who quotes them; somebody erased before has their receipt.

    What names them is marked: where staff know a pseudonym alone, that is a look at who it is.
    """
    desk, person = request.desk, person_at(request.desk, participant_id)
    if person.erased_at:
        return redirect("desk_erasure_receipt", desk.board.slug, person.pk)
    found = quoting(person)
    form = ErasureForm(person.pseudonym, found, posted(request))
    if form.is_valid():
        erase(participant=person, choices=form.choices(), now=desk.now, by=desk.user.pk)
        messages.success(request, _("They are erased."))
        return redirect("desk_erasure_receipt", desk.board.slug, person.pk)
    if person.name_for(Audience.STAFF) != person.name:
        view_identity(participant=person, by=desk.user, now=desk.now)
    context = {
        **named(person),
        "form": form,
        "quoting": [(one, form[one.name]) for one in found],
    }
    return form_page(request, "desk_erasure", "desk_people", context, folder="erasing")


@staff_page(Role.FACILITATOR)
@require_safe
def desk_erasure_receipt(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """Somebody who is there has none: it leads to where they would be erased."""
    desk = request.desk
    receipt = receipt_of(desk, person_at(desk, participant_id))
    if receipt is None:
        return redirect("desk_erasure", desk.board.slug, participant_id)
    context = {"receipt": receipt, "closing": list(closing())}
    return page(request, "desk_erasure_receipt", "desk_people", context, folder="erasing")


@staff_page(Role.FACILITATOR)
@require_safe
def desk_erasure_receipt_text(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    """The same as plain text, to keep."""
    desk = request.desk
    receipt = receipt_of(desk, person_at(desk, participant_id))
    if receipt is None:
        return redirect("desk_erasure", desk.board.slug, participant_id)
    name = f"erasure-{str(receipt.reference)[:8]}.txt"
    return HttpResponse(
        receipt.text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@staff_page(Role.FACILITATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_quotations(request: DeskRequest) -> HttpResponse:
    """What was left to be decided when people were erased."""
    desk = request.desk
    waiting = still_waiting(desk.board)
    form = QuotingForm([found for _one, found in waiting], posted(request))
    if form.is_valid():
        decided = 0
        for one, found in waiting:
            decision = form.choice_of(found)
            try:
                decided += decide(quotation=one, decision=decision, by=desk.user, now=desk.now)
            except Refused as refused:
                messages.error(request, str(refused))
        _tell(request, decided)
        return redirect("desk_quotations", desk.board.slug)
    context = {"form": form, "quoting": [(found, form[found.name]) for _one, found in waiting]}
    return form_page(request, "desk_quotations", "desk_people", context, folder="erasing")


def _tell(request: DeskRequest, decided: int) -> None:
    if not decided:
        messages.info(request, _("Nothing was decided."))
        return
    said = ngettext("%(count)d is decided.", "%(count)d are decided.", decided)
    messages.success(request, said % {"count": decided})
