"""A participant's browser: let in by the personal link, as it happens in life."""

from datetime import datetime

from django.test import Client
from django.urls import reverse

from bulletin import clock
from participants.models import Participant, PersonalLink
from sessions.models import Question
from tests import factories


def browser_of(participant: Participant, *, now: datetime = factories.NOW) -> Client:
    """Stands on the board at `now`, from where the clock goes on."""
    clock.move_to(now)
    client = Client()
    token = PersonalLink.objects.issue(participant, now=now)
    client.post(reverse("personal_link", args=[token]))
    return client


def address(question: Question) -> str:
    return reverse("question", args=[question.stage.board.slug, question.pk])


def form_of(question: Question, **fields: object) -> dict[str, object]:
    """What the question's form sends: first entry, the wording in force, nothing seen before."""
    return {"entry": 1, "version": question.wording.pk, "seen": ""} | fields
