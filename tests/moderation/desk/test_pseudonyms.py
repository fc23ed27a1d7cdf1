"""A facilitator says whether people may take another pseudonym."""

import pytest
from django.test import Client
from django.urls import reverse

from bulletin.audit.models import Entry
from sessions.models import Board

pytestmark = pytest.mark.django_db


def test_a_facilitator_offers_it_and_takes_it_back(board: Board, facilitator: Client) -> None:
    page = reverse("desk_pseudonyms", args=[board.slug])

    for sent, offered in (({"offered": "on"}, True), ({}, False), ({}, False)):
        assert facilitator.post(page, sent).status_code == 302
        board.refresh_from_db()
        assert board.choose_pseudonym is offered

    entries = Entry.objects.filter(board=board.pk).order_by("id")
    told = list(entries.values_list("action", flat=True))
    assert told == ["pseudonyms_offered", "pseudonyms_not_offered"]
    assert (
        "no longer let people take another pseudonym"
        in facilitator.get(reverse("desk_audit", args=[board.slug])).content.decode()
    )
