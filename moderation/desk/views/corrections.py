"""A person's address and name put right, and a fresh link sent to them."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.correcting import correct_address, correct_name, let_in_by
from moderation.actions.fresh_links import send_fresh_link
from moderation.desk.forms.corrections import AddressForm, NameForm
from moderation.desk.found import person_at
from moderation.desk.leaving import after_correction
from moderation.desk.pages import form_page, posted
from moderation.desk.person_pages import change, named, settle
from moderation.web import READERS, DeskRequest, staff_page
from sessions.enums import Role

LOOK_AFTER_PEOPLE = (*READERS, Role.RECRUITER)


@staff_page(*LOOK_AFTER_PEOPLE)
@require_POST
def desk_fresh_link(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, send_fresh_link, _("A fresh link is on its way to them."),
        _("An invitation is on its way to them already."),
    )  # fmt: skip


@staff_page(*LOOK_AFTER_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_address(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = AddressForm(posted(request))

    def correct() -> bool:
        email = form.cleaned_data["email"]
        return correct_address(participant=person, email=email, by=desk.user, now=desk.now)

    words = {
        "done": _("Their address is corrected, and the old one lets nobody in any more."),
        "already": _("That is their address already: nothing has changed."),
    }
    done = settle(request, person, form, correct, **words) if form.is_valid() else None
    context = {
        "form": form,
        "devices": let_in_by(person).count(),
        "then": after_correction(person, desk.now),
        **named(person),
    }
    return done or form_page(request, "desk_address", "desk_people", context)


@staff_page(*LOOK_AFTER_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_name(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = NameForm(posted(request))

    def correct() -> bool:
        name = form.cleaned_data["name"]
        return correct_name(participant=person, name=name, by=desk.user, now=desk.now)

    words = {
        "done": _("Their name is corrected."),
        "already": _("That is their name already: nothing has changed."),
    }
    done = settle(request, person, form, correct, **words) if form.is_valid() else None
    context = {"form": form, **named(person)}
    return done or form_page(request, "desk_name", "desk_people", context)
