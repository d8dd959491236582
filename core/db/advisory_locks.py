"""PostgreSQL's advisory locks, for writers that wait for each other where there is no row yet to lock."""

from django.db import connection


def advisory_lock(what: str) -> None:
    """Wait until no other transaction writes the same thing; the lock ends with the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])
