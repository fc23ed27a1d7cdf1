"""A participant's browser: let in by the personal link, as it happens in life."""

import re
from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from bulletin import clock
from participants.models import DevicePermission, Participant, PersonalLink
from sessions.models import Question
from tests import factories


def browser_of(participant: Participant, *, now: datetime = factories.NOW) -> Client:
    """Stands on the board at `now`, from where the clock goes on; a further device, if need be."""
    clock.move_to(now)
    if participant.devices.exists():
        by = factories.facilitator(participant.board).user
        DevicePermission.objects.create(participant=participant, given_at=now, given_by=by)
    client = Client()
    token = PersonalLink.objects.issue(participant, now=now)
    client.post(reverse("personal_link", args=[token]))
    return client


def address(question: Question) -> str:
    return reverse("question", args=[question.stage.board.slug, question.pk])


def form_of(question: Question, **fields: object) -> dict[str, object]:
    """What the question's form sends: first entry, the wording in force, nothing seen before."""
    return {"entry": 1, "version": question.wording.pk, "seen": ""} | fields


def unmasked(response: HttpResponseBase) -> str:
    """The body without CSRF tokens, which are new in each response."""
    token = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken":")[A-Za-z0-9]+')
    return token.sub(r"\1", text_of(response))


def text_of(response: HttpResponseBase) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()
