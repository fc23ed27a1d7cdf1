"""The database is empty again after a test whose transactions were real ones.

Django truncates all tables, used or not, and PostgreSQL makes each of their hundreds of files
anew: half a second a test. Here the rows that are there are deleted, which are few.
"""

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test import TransactionTestCase

# The migrations write these, and no test does.
_KEPT = {ContentType._meta.db_table, Permission._meta.db_table}


def delete_only_what_is_there() -> None:
    """From now on it is emptied in this way, where this role may pass over triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        [may] = cursor.fetchone()
    if may:
        # Its one place to take over; the stubs leave out what begins with an underscore.
        TransactionTestCase._fixture_teardown = lambda _: empty()  # type: ignore[attr-defined]


@transaction.atomic
def empty() -> None:
    """No table holds a row. As with TRUNCATE, whoever is still writing has finished before."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {', '.join(_tables())} IN ACCESS EXCLUSIVE MODE")
        # Neither a reference to a row nor a trigger that keeps it for ever stands in the way.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in tables_with_rows():
            cursor.execute(f"DELETE FROM {table}")


def tables_with_rows() -> list[str]:
    """Their names, quoted."""
    looks = [f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table})" for table in _tables()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(looks))
        return [table for [table] in cursor.fetchall()]


def _tables() -> list[str]:
    names = set(connection.introspection.django_table_names(only_existing=True)) - _KEPT
    return sorted(map(connection.ops.quote_name, names))
