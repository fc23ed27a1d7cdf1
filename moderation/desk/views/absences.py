"""Somebody is away until a day, or cannot take part, and is back again."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from moderation.actions.absences import (
    end_absence,
    end_inability,
    note_absence,
    note_inability,
)
from moderation.desk.forms.corrections import AbsenceForm, InabilityForm
from moderation.desk.found import person_at
from moderation.desk.pages import form_page, posted
from moderation.desk.person_pages import change, named, settle
from moderation.web import READERS, DeskRequest, staff_page


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_absence(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = AbsenceForm(posted(request), initial={"until": person.away_until})

    def note() -> bool:
        until: date = form.cleaned_data["until"]
        return note_absence(participant=person, until=until, by=desk.user, now=desk.now)

    words = {"done": _("They are noted as away."), "already": _("That is noted already.")}
    done = settle(request, person, form, note, **words) if form.is_valid() else None
    context = {"form": form, **named(person)}
    return done or form_page(request, "desk_absence", "desk_people", context)


@staff_page(*READERS)
@require_POST
def desk_return(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, end_absence, _("They are noted as back."),
        _("They were not away."),
    )  # fmt: skip


@staff_page(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def desk_inability(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    desk, person = request.desk, person_at(request.desk, participant_id)
    form = InabilityForm(posted(request), initial={"reason": person.cannot_take_part_why})

    def note() -> bool:
        reason = form.cleaned_data["reason"]
        return note_inability(participant=person, reason=reason, by=desk.user, now=desk.now)

    words = {
        "done": _("It is noted that they cannot take part."),
        "already": _("That is noted already."),
    }
    done = settle(request, person, form, note, **words) if form.is_valid() else None
    context = {"form": form, **named(person)}
    return done or form_page(request, "desk_inability", "desk_people", context)


@staff_page(*READERS)
@require_POST
def desk_ability(request: DeskRequest, participant_id: UUID) -> HttpResponse:
    return change(
        request, participant_id, end_inability, _("They take part again."),
        _("They could take part."),
    )  # fmt: skip
