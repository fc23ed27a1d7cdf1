"""Looking for words in everything that is kept: every column of every table, and every file."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import connection

_HOLD_WORDS = ("text", "character varying", "character", "jsonb", "json", "tsvector")


def found_in_database(words: Iterable[str]) -> list[str]:
    """`table.column: word` for each column that holds one, whatever its capitals."""
    found = []
    for table, column in _columns():
        for word in words:
            with connection.cursor() as cursor:
                cursor.execute(
                    f'SELECT count(*) FROM "{table}" WHERE "{column}"::text ILIKE %s',
                    [f"%{word}%"],
                )
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}: {word}")
    return found


def _columns() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = ANY(%s) ORDER BY 1, 2",
            [list(_HOLD_WORDS)],
        )
        return list(cursor.fetchall())


def found_in_files(words: Iterable[str]) -> list[str]:
    """The names of stored files that hold one of the words, and of those that are named so."""
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    sought = [word.encode() for word in words]
    return [
        path.name
        for path in files
        if any(word in path.read_bytes() or word in path.name.encode() for word in sought)
    ]
