"""A statement gives the rows of the query that it was made of, planned once a connection."""

import uuid
from datetime import datetime, timedelta
from typing import Any, TypedDict, Unpack

import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from bulletin.statements import Columns, Statement
from sessions.models import Board, Stage
from tests import factories
from tests.factories import DAY, NOW, OPENS_AT

pytestmark = pytest.mark.django_db


@Statement
def stages_by(board: uuid.UUID, now: datetime, backwards: bool) -> QuerySet[Any, Any]:
    stages = Stage.objects.filter(board=board, opens_at__lte=now, title__contains="100%")
    return stages.order_by("-position" if backwards else "position").values_list("title")


@Statement
def boards_named(slug: str, but: list[uuid.UUID]) -> QuerySet[Any, Any]:
    these = RawSQL("SELECT unnest(%s)", [but])
    return Board.objects.filter(slug=slug).exclude(pk__in=these).values_list("pk")


def test_each_call_gets_the_rows_of_its_own_values() -> None:
    board, other = factories.board(), factories.board()
    for number in (1, 2):
        factories.stage(board, title=f"{number}: 100% of it", opens_at=NOW + number * DAY)
    factories.stage(board, title="nothing of it")
    factories.stage(other, title="3: 100% of it")

    def titles(board: Board, days: int, *, backwards: bool = False) -> list[str]:
        found = stages_by(board=board.pk, now=NOW + days * DAY, backwards=backwards)
        return [title for (title,) in found]

    assert titles(board, 0) == []
    assert titles(board, 1) == ["1: 100% of it"]
    assert titles(board, 2, backwards=True) == ["2: 100% of it", "1: 100% of it"]
    assert titles(other, 0) == ["3: 100% of it"]


def test_words_are_values_whatever_they_hold() -> None:
    first, second = factories.board(slug="first"), factories.board(slug="second")

    assert boards_named(slug="first", but=[]) == [(first.pk,)]
    assert boards_named(slug="second", but=[first.pk]) == [(second.pk,)]
    assert boards_named(slug="second", but=[first.pk, second.pk]) == []
    assert boards_named(slug="' OR ''='", but=[]) == []


class Place(TypedDict):
    board: uuid.UUID
    backwards: bool


@Statement
def stages_at(now: datetime, **place: Unpack[Place]) -> QuerySet[Any, Any]:
    stages = Stage.objects.filter(board=place["board"], opens_at__lte=now)
    return stages.order_by("-position" if place["backwards"] else "position").values_list("title")


def test_what_belongs_together_is_told_together() -> None:
    board = factories.board()
    for title in ("First", "Second"):
        factories.stage(board, title=title, opens_at=NOW)

    forwards, backwards = (Place(board=board.pk, backwards=way) for way in (False, True))

    assert stages_at(**forwards, now=NOW) == [("First",), ("Second",)]
    assert stages_at(**backwards, now=NOW) == [("Second",), ("First",)]


def test_it_is_one_query_and_planned_for_good_by_the_first() -> None:
    board = factories.board()
    for days in range(3):
        stages_by(board=board.pk, now=NOW + days * DAY, backwards=False)

    with CaptureQueriesContext(connection) as queries:
        stages_by(board=board.pk, now=NOW, backwards=False)

    [query] = queries.captured_queries
    assert query["sql"].startswith("EXECUTE stages_by_")
    name = query["sql"].split()[1]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE name = %s", [name]
        )
        [(generic, custom)] = cursor.fetchall()
    assert (generic >= 4, custom) == (True, 0)


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_learns_it_anew() -> None:
    board = factories.board()
    factories.stage(board, title="100%")
    expected = [("100%",)]

    assert stages_by(board=board.pk, now=NOW, backwards=False) == expected
    connection.close()
    assert stages_by(board=board.pk, now=NOW, backwards=False) == expected


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_told_to_forget_is_told_again() -> None:
    board = factories.board()
    factories.stage(board, title="100%")
    stages_by(board=board.pk, now=NOW, backwards=False)
    with connection.cursor() as cursor:
        cursor.execute("DISCARD ALL")

    assert stages_by(board=board.pk, now=NOW, backwards=False) == [("100%",)]


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_while_preparing_is_an_error_of_djangos() -> None:
    @Statement
    def broken(slug: str) -> QuerySet[Any, Any]:
        return Board.objects.filter(slug=slug).extra(where=["nowhere = 1"]).values_list("pk")

    with pytest.raises(ProgrammingError, match="nowhere"):
        broken(slug="any")
    with transaction.atomic():
        with pytest.raises(ProgrammingError, match="nowhere"):
            broken(slug="any")
        transaction.set_rollback(True)
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            broken(slug="any")
    assert boards_named(slug="any", but=[]) == []


@pytest.mark.django_db(transaction=True)
def test_an_attempt_that_was_interrupted_is_in_nobodys_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As when a worker's time limit strikes just after PostgreSQL has learnt the statement."""

    @Statement
    def interrupted(slug: str) -> QuerySet[Any, Any]:
        return Board.objects.filter(slug=slug).order_by("title").values_list("slug")

    class Struck(BaseException):
        pass

    connection.ensure_connection()
    execute = connection.connection.execute

    def struck_after(text: bytes) -> None:
        execute(text)
        raise Struck

    with monkeypatch.context() as striking:
        striking.setattr(connection.connection, "execute", struck_after)
        with pytest.raises(Struck):
            interrupted(slug="any")

    assert interrupted(slug="any") == []


def test_an_instant_that_is_computed_with_is_refused() -> None:
    @Statement
    def soon(now: datetime) -> QuerySet[Any, Any]:
        return Stage.objects.filter(opens_at__lte=now + timedelta(hours=1)).values_list("pk")

    with pytest.raises(TypeError, match="compares with the instant itself"):
        soon(now=NOW)


def test_a_value_that_the_query_does_not_ask_for_is_refused() -> None:
    @Statement
    def whatever(board: uuid.UUID, slug: str) -> QuerySet[Any, Any]:
        return Board.objects.filter(pk=board, slug=slug.upper() + "!").values_list("pk")

    with pytest.raises(TypeError, match="slug"):
        whatever(board=uuid.uuid4(), slug="any")


def test_a_row_read_by_columns_is_what_the_orm_reads() -> None:
    stage = factories.stage(factories.board(), due_at=OPENS_AT + DAY)
    columns = Columns(Stage, but={"title"})

    [values] = Stage.objects.filter(pk=stage.pk).values_list(*columns.of())
    with connection.cursor() as cursor:
        query = Stage.objects.filter(pk=stage.pk).values_list(*columns.of()).query
        cursor.execute(*query.sql_with_params())
        made = columns.made(cursor.fetchone())

    assert len(values) == columns.number
    assert made == stage
    assert (made.due, made.due_at, made.opening) == (stage.due, stage.due_at, stage.opening)
    assert made.get_deferred_fields() == {"title"}
    assert made.title == stage.title
    made.title = "Another"
    made.save(update_fields=["title"])
    assert Stage.objects.get().title == "Another"
