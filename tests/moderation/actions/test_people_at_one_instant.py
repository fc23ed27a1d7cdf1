"""Whoever holds several people holds their board first and them in one order: no circle."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.actions.many import move_to_reserve
from moderation.actions.reserve import Leaving, move_in, move_out, replace
from participants.models import Participant
from sessions.models import Board
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

BOARD, PERSON = Board._meta.db_table, Participant._meta.db_table


def replacing(leaves: Participant, comes: Participant, **said: Any) -> None:
    for leaving in Leaving:
        Participant.objects.filter(pk=comes.pk).update(in_reserve=True)
        replace(participant=leaves, successor=comes, leaving=leaving, reason="", **said)


def moving_in(_leaves: Participant, comes: Participant, **said: Any) -> None:
    move_in(participant=comes, **said)


def moving_out(leaves: Participant, _comes: Participant, **said: Any) -> None:
    move_out(participant=leaves, **said)


def moving_many(leaves: Participant, comes: Participant, **said: Any) -> None:
    move_to_reserve(board=leaves.board, people=[leaves.pk, comes.pk], **said)


@pytest.mark.parametrize("deed", [replacing, moving_in, moving_out, moving_many])
def test_the_board_is_held_before_its_people_and_these_in_one_order(
    deed: Callable[..., None],
) -> None:
    board = factories.board()
    leaves, comes = factories.participant(board), factories.participant(board, in_reserve=True)
    by = factories.facilitator(board).user

    with CaptureQueriesContext(connection) as asked:
        deed(leaves, comes, by=by, now=NOW)

    held = [one["sql"] for one in asked if " FOR " in one["sql"] and "UPDATE" in one["sql"]]
    assert all(" FOR NO KEY UPDATE" in statement for statement in held)
    assert f'FROM "{BOARD}"' in held[0]
    assert f'FROM "{PERSON}"' in held[1]
    together = deed in (replacing, moving_many)
    assert all(one.pk.hex in held[1].replace("-", "") for one in (leaves, comes)) == together
    assert "ORDER BY 1 ASC FOR" in held[1]
