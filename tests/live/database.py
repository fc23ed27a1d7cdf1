"""The installation's PostgreSQL, beside Django: locks, and tables without rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import sql

from .waiting import wait_until

_KEPT = ["django_migrations", "django_content_type", "auth_permission"]

_TABLES = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND NOT tablename = ANY(%s)
"""
_WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_class ON pg_class.oid = relation
WHERE relname = %s AND NOT granted
"""

_AT_WORK = """
SELECT count(*) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Database:
    url: str

    def empty(self) -> None:
        """No table holds a row. Nothing may be at work in them."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            names = [name for [name] in connection.execute(_TABLES, [_KEPT])]
            tables = sql.SQL(", ").join(map(sql.Identifier, names))
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(tables))

    @property
    def is_at_work(self) -> bool:
        """Whether anybody has a statement running or a transaction open."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(_AT_WORK).fetchone() != (0,)

    @contextmanager
    def locked(self, table: str) -> Iterator[None]:
        """In the block everyone can read the table, and who wants to write to it must wait."""
        with psycopg.connect(self.url) as connection:
            connection.execute(
                sql.SQL("LOCK TABLE {} IN EXCLUSIVE MODE").format(sql.Identifier(table))
            )
            yield

    def wait_for_a_writer(self, table: str) -> None:
        """Somebody wants to write to the locked table, and waits."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            wait_until(
                lambda: connection.execute(_WAITING, [table]).fetchone() != (0,),
                f"somebody waits to write to {table}",
            )
