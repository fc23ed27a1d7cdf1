"""The people's pages ask of two thousand what they ask of twenty."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.enums import Provenance
from participants.models import Membership
from tests import factories
from tests.moderation.desk.conftest import signed_in
from tests.queries.test_pages import count_rows_anew

PAGES = ("desk_people", "desk_reserve", "desk_voices", "desk_board")


def queries(desk: Client, name: str) -> int:
    address = reverse(name, args=["cop"])
    desk.get(address)
    with CaptureQueriesContext(connection) as context:
        assert desk.get(address).status_code == 200
    return len(context)


@pytest.mark.django_db
def test_two_thousand_people_take_as_many_queries_as_twenty() -> None:
    board = factories.board(slug="cop")
    sector = factories.segment_set(board, "sector", "health", "care")
    health = factories.segment(sector, "health")
    sector.segments.update(wanted=5)
    factories.question(factories.stage(board))
    desk = signed_in(factories.facilitator(board).user)

    asked = []
    for first, count in ((1, 20), (21, 1_980)):
        people = factories.many_participants(board, count, first=first)
        Membership.objects.give_each(
            [(person, [health]) for person in people],
            provenance=Provenance.ROSTER,
            by=None,
            now=factories.NOW,
        )
        board.participants.filter(pk__in=[one.pk for one in people[::4]]).update(in_reserve=True)
        count_rows_anew()
        asked.append({name: queries(desk, name) for name in PAGES})

    assert asked[0] == asked[1]
