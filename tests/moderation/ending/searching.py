"""Where words stand: in every text column of every table, and in every stored file."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection
from psycopg import sql

HOLDS_TEXT = ("text", "character varying", "character", "jsonb", "json", "tsvector")
COLUMNS = """
SELECT c.table_name, c.column_name
FROM information_schema.columns AS c
JOIN information_schema.tables AS t USING (table_schema, table_name)
WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE' AND c.data_type = ANY(%s)
ORDER BY 1, 2
"""


def found(words: Iterable[str]) -> set[str]:
    """`table.column` and names of files that hold any of these words, in whatever case."""
    wanted = [word.casefold() for word in words]
    return in_the_database(wanted) | in_the_media_folder(wanted)


def in_the_database(wanted: list[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS, [list(HOLDS_TEXT)])
        columns = cursor.fetchall()
        assert len(columns) > 100
        return {
            f"{table}.{column}"
            for table, column in columns
            if _holds(cursor, table, column, wanted)
        }


def _holds(cursor, table: str, column: str, wanted: list[str]) -> bool:
    query = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE lower({}::text) LIKE ANY(%s))").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    cursor.execute(query, [[f"%{word}%" for word in wanted]])
    return bool(cursor.fetchone()[0])


def in_the_media_folder(wanted: list[str]) -> set[str]:
    root = Path(settings.MEDIA_ROOT)
    return {
        str(file.relative_to(root))
        for file in root.rglob("*")
        if file.is_file() and _is_in(file, wanted)
    }


def _is_in(file: Path, wanted: list[str]) -> bool:
    content = f"{file.name}\n".encode() + file.read_bytes()
    return any(word.encode() in content.lower() for word in wanted)
