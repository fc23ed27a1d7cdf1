"""Ways of coming in, as a browser does, and ways of comparing what it is shown."""

import re
from datetime import timedelta
from typing import Any, Protocol

from django.apps import apps
from django.test import Client

from bulletin import clock
from bulletin.outbox.models import Notice
from participants.models import EntryCode, Participant, PersonalLink
from tests import factories

_TOKEN = re.compile(r'(csrfmiddlewaretoken" value="|X-CSRFToken":")[A-Za-z0-9]+')


class Page(Protocol):
    @property
    def content(self) -> bytes: ...


def link_of(participant: Participant, **kwargs: Any) -> str:
    """The path of a new personal link."""
    return f"/i/{PersonalLink.objects.issue(participant, now=factories.NOW, **kwargs)}/"


def come_in(participant: Participant, client: Client | None = None) -> Client:
    """A browser that pressed the button behind the person's first link."""
    client = client or Client()
    response = client.post(link_of(participant))
    assert response.headers["Location"] == f"/b/{participant.board.slug}/"
    return client


def words(response: Page) -> str:
    """The page without its CSRF token, each run of blanks as one: what may be compared."""
    return " ".join(_TOKEN.sub(r"\1", response.content.decode()).split())


def code_for(participant: Participant) -> str:
    """The digits of the last code owed to this person by mail."""
    code = EntryCode.objects.filter(participant=participant).latest("sent_at")
    return Notice.objects.get(kind="entry_code", recipient=participant.pk, subject=code.pk).secret


def move_on(**kwargs: float) -> None:
    """The clock goes forward by a timedelta's arguments."""
    clock.move_to(clock.now() + timedelta(**kwargs))


def everything_stored() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
    }
