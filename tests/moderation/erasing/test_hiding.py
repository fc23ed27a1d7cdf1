"""What is hidden of others' words is what names the erased person, and nothing else (rule 14)."""

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from moderation.enums import OnQuotation, QuotedIn
from moderation.erasing.actions import erase
from moderation.erasing.quoting import quoting
from moderation.models import Code, Quotation
from participants.models import Participant
from sessions.models import Board
from tests import factories

pytestmark = pytest.mark.django_db
NOW = factories.NOW


@pytest.fixture
def amber(board: Board) -> Participant:
    return factories.participant(board, name="Zebulon Quist", pseudonym="Amber Wagtail")


def erased(person: Participant, *, hiding: bool = False) -> None:
    found: list[UUID] = [one.target for one in quoting(person)]
    choices = dict.fromkeys(found, OnQuotation.HIDE) if hiding else {}
    by = factories.facilitator(person.board).user.pk
    assert erase(participant=person, choices=choices, now=NOW, by=by)


def waiting(person: Participant, kind: QuotedIn) -> Quotation:
    return Quotation.objects.waiting().get(participant=person, kind=kind)


def decided_on_page(desk: Client, *quotations: Quotation) -> str:
    chosen = {f"{one.kind}-{one.target}": "hide" for one in quotations}
    return desk.post(reverse("desk_quotations", args=["cop"]), chosen, follow=True).content.decode()


def test_names_of_codes_stay_apart_once_they_are_hidden(board: Board, amber: Participant) -> None:
    first = factories.code(board, "Zebulon Quist")
    second = factories.code(board, "Amber Wagtail")
    third = factories.code(board, "Trust of Amber Wagtail")

    erased(amber, hiding=True)

    names = dict(Code.objects.values_list("pk", "name"))
    assert {names[first.pk], names[second.pk]} == {"[…]", "[…] 2"}
    assert names[third.pk] == "Trust of […]"


def test_what_cannot_be_hidden_goes_on_waiting(board: Board, facilitator: Client) -> None:
    max_ = factories.participant(board, name="Max Moritz", pseudonym="Dun Owl")
    factories.code(board, f"[…] {'y' * 96}")
    full = factories.code(board, f"Max {'y' * 96}")

    erased(max_, hiding=True)

    one = waiting(max_, QuotedIn.CODE)
    assert one.target == full.pk
    said = decided_on_page(facilitator, one)
    assert "It cannot be hidden where it stands" in said
    assert waiting(max_, QuotedIn.CODE) == one
