"""A prepared condition gives the rows of the condition itself, and refuses what it cannot be."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from participants.gate.openness import open_stages
from participants.gate.prepared import Prepared
from participants.models import Participant, Reply
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def added_by(participant: Participant, now: datetime) -> QuerySet[Participant]:
    """Others on the same board who were added by `now`; testers for a tester."""
    return Participant.objects.filter(
        board=participant.board_id, tester=participant.tester, added_at__lte=now
    ).exclude(pk=participant.pk)


def test_each_reader_gets_their_own_rows_at_their_own_moment() -> None:
    prepared = Prepared(added_by)
    board = factories.board()
    first, second = factories.participant(board), factories.participant(board)
    later = factories.participant(board, added_at=NOW)
    tester, other_tester = (factories.participant(board, tester=True) for _ in range(2))
    factories.participant(factories.board())
    before = NOW - timedelta(seconds=1)

    assert list(prepared(first, before)) == [second]
    assert list(prepared(second, before)) == [first]
    assert set(prepared(first, NOW)) == {second, later}
    assert list(prepared(tester, NOW)) == [other_tester]


def test_it_is_one_query_and_can_stand_inside_another() -> None:
    prepared = Prepared(added_by)
    board = factories.board()
    person, other = factories.participant(board), factories.participant(board)

    with CaptureQueriesContext(connection) as queries:
        within = list(Participant.objects.filter(pk__in=prepared.ids(person, NOW)))

    assert (within, len(queries)) == ([other], 1)


def test_an_instant_derived_from_now_is_refused() -> None:
    def soon(participant: Participant, now: datetime) -> QuerySet[Participant]:
        return Participant.objects.filter(added_at__lte=now + timedelta(hours=1))

    with pytest.raises(TypeError, match="compares with `now` itself"):
        Prepared(soon)(factories.participant(factories.board()), NOW)


def test_anything_else_of_the_person_is_refused() -> None:
    def of_this_name(participant: Participant, now: datetime) -> QuerySet[Participant]:
        return Participant.objects.filter(name=participant.name, added_at__lte=now)

    with pytest.raises(Participant.DoesNotExist):
        Prepared(of_this_name)(factories.participant(factories.board()), NOW)


def test_for_many_readers_at_once_it_gives_each_their_own_rows() -> None:
    prepared = Prepared(added_by)
    boards = factories.board(), factories.board()
    readers = [
        factories.participant(board, tester=tester) for board in boards for tester in (False, True)
    ]
    others = [factories.participant(board, added_at=NOW) for board in boards]
    before = NOW - timedelta(seconds=1)

    for now in (before, NOW):
        expected = {(each.pk, row.pk) for each in readers for row in prepared(each, now)}
        with CaptureQueriesContext(connection) as queries:
            assert prepared.of_each(readers, now) == expected
        assert len(queries) == 2  # testers have a condition of their own
    assert {row for _, row in expected} == {other.pk for other in others}
    assert prepared.of_each([], NOW) == set()


def test_a_condition_of_the_gate_is_the_same_for_many_as_for_one() -> None:
    board = factories.board()
    stage = factories.stage(board)
    readers = [factories.participant(board) for _ in range(3)]
    factories.stage(board, opens_at=NOW + timedelta(days=1))

    expected = {(each.pk, row.pk) for each in readers for row in open_stages(each, NOW)}

    assert open_stages.of_each(readers, NOW) == expected
    assert {row for _, row in expected} == {stage.pk}


def test_who_has_more_time_is_found_among_many_as_alone() -> None:
    """A plan for many readers once kept what it had found for the first of them."""
    board = factories.board(ends_at=NOW - timedelta(minutes=30))
    stage = factories.stage(board, closes_at=NOW - timedelta(hours=1))
    readers = [factories.participant(board) for _ in range(4)]
    for reader in readers[1::2]:
        factories.extension(reader, stage, until=NOW + timedelta(days=1))

    expected = {(each.pk, row.pk) for each in readers for row in open_stages(each, NOW)}

    assert expected == {(each.pk, stage.pk) for each in readers[1::2]}
    assert open_stages.of_each(readers, NOW) == expected


@Prepared
def private_probes(participant: Participant, now: datetime) -> QuerySet[Reply]:
    return Reply.objects.visible_to(participant, now=now).filter(staff__isnull=False)


def test_what_each_may_read_is_found_among_many_as_alone() -> None:
    board = factories.board()
    question, staff = factories.question(factories.stage(board)), factories.facilitator(board)
    readers = [factories.participant(board) for _ in range(4)]
    for reader in readers:
        factories.probe(staff, factories.answer(reader, question), private_to=reader)

    expected = {(each.pk, row.pk) for each in readers for row in private_probes(each, NOW)}

    assert len(expected) == 4
    assert private_probes.of_each(readers, NOW) == expected
