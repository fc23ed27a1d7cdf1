"""What the pages about one person have in common: whose they are, and how a deed ends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from moderation.desk.found import person_at
from moderation.desk.pages import carry_out, say_beside
from moderation.web import DeskRequest
from participants.models import Participant
from sessions.actions.errors import Refused
from sessions.enums import Audience


def named(person: Participant) -> dict[str, Any]:
    return {"person": person, "name": person.name_for(Audience.STAFF)}


def home(request: DeskRequest, person: Participant) -> str:
    return reverse("desk_person", args=[request.desk.board.slug, person.pk])


def change(
    request: DeskRequest, participant_id: UUID, action: Callable[..., bool], done: str, already: str
) -> HttpResponse:
    """The deed is done for the person in the address, who is then shown."""
    desk, person = request.desk, person_at(request.desk, participant_id)
    return carry_out(
        request,
        lambda: action(participant=person, by=desk.user, now=desk.now),
        done=done,
        already=already,
        back=home(request, person),
    )


def settle(
    request: DeskRequest,
    person: Participant,
    form: forms.Form,
    deed: Callable[[], bool],
    *,
    done: str,
    already: str,
) -> HttpResponse | None:
    """Do what the valid form asks, and go back to the person; None where it is refused, which
    the form then says, beside the field that it is about where it has that."""
    try:
        changed = deed()
    except Refused as refused:
        say_beside(form, refused)
        return None
    if changed:
        messages.success(request, done)
    else:
        messages.info(request, already)
    return redirect(home(request, person))
