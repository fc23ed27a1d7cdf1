"""What PostgreSQL knows of the tables while they are being filled.

Its own housekeeping cannot see into an open transaction, and without statistics the gate's
queries are planned so badly that a board of twenty people takes minutes to load.
"""

from django.db import connection


def refresh_statistics() -> None:
    """The planner knows every table as it is now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
