"""A second database: the first, and a thousand times more rows of other boards than one has."""

from collections.abc import Iterator
from typing import Any

import psycopg
from django.db import connection
from django.db.models import Field, ForeignKey, Model, UUIDField

from bulletin.services.places import Place
from participants.models import (
    Consent,
    ConsentAnswer,
    Device,
    Participant,
    PersonalLink,
    Reading,
    Reply,
    ReplyVersion,
)
from sessions.models import (
    Board,
    ConsentStatement,
    ConsentVersion,
    Contact,
    Question,
    QuestionVersion,
    StaffMember,
    Stage,
)

TIMES = 1000

# Each model whose rows make up a board, and the way from it to that board.
_PATHS: dict[type[Model], str] = {
    Board: "pk",
    StaffMember: "board",
    Contact: "board",
    ConsentVersion: "board",
    ConsentStatement: "version__board",
    Stage: "board",
    Question: "stage__board",
    QuestionVersion: "question__stage__board",
    Participant: "board",
    Consent: "participant__board",
    ConsentAnswer: "consent__participant__board",
    PersonalLink: "participant__board",
    Device: "participant__board",
    Reply: "board",
    ReplyVersion: "reply__board",
    Reading: "participant__board",
}


def make_big_database(place: Place, board: Board) -> tuple[str, int]:
    """Its address, and how many rows were added. Nobody else may be connected to the first.

    Both databases know their statistics afterwards, and nothing waits to be written.
    """
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # stubs know no pool
    with psycopg.connect(place.database_url, autocommit=True) as first:
        first.execute("VACUUM ANALYZE")
    maintenance = place.database_url.removesuffix("bulletin") + "postgres"
    with psycopg.connect(maintenance, autocommit=True) as server:
        server.execute("CREATE DATABASE big TEMPLATE bulletin")
    address = place.database_url.removesuffix("bulletin") + "big"
    with psycopg.connect(address, autocommit=True) as big:
        # Foreign keys hold for the copies as for what is copied; nothing is gained by asking.
        big.execute("SET session_replication_role = replica")
        added = sum(big.execute(sql, values).rowcount for sql, values in _copies(board))
        big.execute("VACUUM ANALYZE")
        big.execute("CHECKPOINT")
    return address, added


def _copies(board: Board) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Statements that, table by table, add TIMES boards like this one."""
    for model, path in _PATHS.items():
        rows = model._default_manager.filter(**{path: board.pk}).order_by().values("pk")
        chosen, parameters = rows.query.sql_with_params()
        table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        columns = ", ".join(f'"{field.column}"' for field in fields)
        values = ", ".join(_copied(field) for field in fields)
        yield (
            f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" o,'
            f" generate_series(1, {TIMES}) n WHERE o.id IN ({chosen})",
            parameters,
        )


def _copied(field: "Field[Any, Any]") -> str:
    """A copied row is another row, and names the copies of the rows that the first one names."""
    column = f'o."{field.column}"'
    named = field.related_model if isinstance(field, ForeignKey) else field.model
    key = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(key, UUIDField):
        return f"md5({column}::text || n)::uuid" if named in _PATHS else column
    if not field.unique:
        return column
    if field.get_internal_type() == "BinaryField":
        return f"sha256({column} || n::text::bytea)"
    return f"{column} || '-' || n"
