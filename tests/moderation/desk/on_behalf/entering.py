"""Entering what somebody said by e-mail."""

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from participants.models import Participant
from sessions.models import Question

BY_MAIL = {
    "provenance-channel": "email",
    "provenance-said_at": "2021-03-29T10:15",
    "provenance-source": "Mail to the project's address",
}
SAID_AT = datetime(2021, 3, 29, 9, 15, tzinfo=UTC)


def address(person: Participant, question: Question) -> str:
    return reverse("desk_on_behalf", args=["cop", person.pk, question.pk])


def enter(client: Client, person: Participant, question: Question, **form: str) -> int:
    return client.post(address(person, question), BY_MAIL | form).status_code
